# Writes OUTPUT, a C++ source, from the files of the page in FOLDER.
file(READ ${FOLDER}/page.html page)
file(READ ${FOLDER}/page.css style)
file(READ ${FOLDER}/page.js script)
string(REPLACE "@STYLE@" "${style}" page "${page}")
string(REPLACE "@SCRIPT@" "${script}" page "${page}")
file(WRITE ${OUTPUT}
  "#include \"log_html.hpp\"\n\nconst std::string_view orm::detail::page_template = "
  "R\"~page~(${page})~page~\";\n")
