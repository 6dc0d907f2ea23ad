"""The benchmark's forms in Django, on a file that bench-runtime has made.

django_forms.py FILE STUDENTS ROUNDS prints the lines of JSON that bench-runtime prints.
"""

import json
import os
import statistics
import sys
import time

import django
from django.apps import AppConfig
from django.conf import settings


class School(AppConfig):
    path = os.path.dirname(__file__)


settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": sys.argv[1]}},
    INSTALLED_APPS=[School("school", sys.modules[__name__])],
)
django.setup()

from django.db import models, transaction  # noqa: E402  (needs the settings)


class Department(models.Model):
    name = models.TextField()

    class Meta:
        app_label, db_table, managed = "school", "department", False


class Course(models.Model):
    title = models.TextField()
    credits = models.IntegerField()

    class Meta:
        app_label, db_table, managed = "school", "course", False


class Student(models.Model):
    first_name = models.TextField()
    last_name = models.TextField()
    department = models.ForeignKey(Department, models.SET_NULL, null=True)
    courses = models.ManyToManyField(Course, db_table="student_courses")

    class Meta:
        app_label, db_table, managed = "school", "student", False


def departments(students):
    total = 0
    for student in students:
        if student.department_id:
            total += student.id * (student.department.id + len(student.department.name))
    return total


def courses(students):
    total = 0
    for student in students:
        for course in student.courses.all():
            total += student.id * (course.id + len(course.title))
    return total


def inside(work):
    with transaction.atomic():
        return work()


def every():
    return Student.objects.order_by("id")


FORMS = {
    "fk_lazy": lambda: departments(every()),
    "fk_lazy_begin": lambda: inside(lambda: departments(every())),
    "fk_prefetch": lambda: departments(every().prefetch_related("department")),
    "fk_join": lambda: departments(every().select_related("department")),
    "m2m_lazy": lambda: courses(every()),
    "m2m_lazy_begin": lambda: inside(lambda: courses(every())),
    "m2m_prefetch": lambda: courses(every().prefetch_related("courses")),
}


def main():
    students, rounds = int(sys.argv[2]), int(sys.argv[3])
    for form, run in FORMS.items():
        times = []
        for _ in range(rounds):
            start = time.process_time()
            checksum = run()
            times.append((time.process_time() - start) * 1000)
        line = {
            "form": form,
            "by": "django",
            "n": students,
            "ms": statistics.median(times),
            "checksum": str(checksum % 2**64),
        }
        print(json.dumps(line), flush=True)


main()
