# Writes OUTPUT, a source file with the text of PAGE. Literals have a limit in
# some compilers: it comes in pieces.
file(READ ${PAGE} Text HEX)
set(Pieces "")
string(LENGTH "${Text}" Length)
set(At 0)
while(At LESS Length)
  string(SUBSTRING "${Text}" ${At} 16000 Piece)
  string(REGEX REPLACE "(..)" "\\\\x\\1" Piece "${Piece}")
  string(APPEND Pieces "    \"${Piece}\"\n")
  math(EXPR At "${At} + 16000")
endwhile()
file(WRITE ${OUTPUT} "// Made from page.html by EmbedPage.cmake.
#include \"page/PageFile.h\"

namespace coroscope {

std::string_view pageFile() {
  static constexpr char Text[] =
${Pieces}      ;
  return {Text, sizeof(Text) - 1};
}

} // namespace coroscope
")
