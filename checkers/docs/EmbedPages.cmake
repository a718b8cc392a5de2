# Writes OUTPUT, a source file with the text of all PAGES.
set(Entries "")
foreach(Page IN LISTS PAGES)
  get_filename_component(Name ${Page} NAME_WE)
  file(READ ${Page} Text)
  string(APPEND Entries "      {\"${Name}\", R\"page(${Text})page\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made from the pages by EmbedPages.cmake.
#include \"docs/Pages.h\"

namespace coroscope {

const std::vector<Page> &pages() {
  static const std::vector<Page> Pages = {
${Entries}  };
  return Pages;
}

} // namespace coroscope
")
