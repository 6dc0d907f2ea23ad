# Writes OUTPUT, a C++ source, from the files of the page in FOLDER:
#   cmake -DOUTPUT=out.cpp -DFOLDER=html -P EmbedPage.cmake
file(READ ${FOLDER}/page.html Page)
file(READ ${FOLDER}/page.css Style)
file(READ ${FOLDER}/page.js Script)
string(REPLACE "@STYLE@" "${Style}" Page "${Page}")
string(REPLACE "@SCRIPT@" "${Script}" Page "${Page}")
file(WRITE ${OUTPUT}
  "#include \"tools/lint/html/Page.h\"\n\n"
  "const llvm::StringLiteral ormlint::lint::PageTemplate(\n"
  "R\"~page~(${Page})~page~\");\n")
