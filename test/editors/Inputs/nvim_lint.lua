-- Runs the linter of the page on a file as nvim-lint does, and prints what its
-- parser takes. The plugin itself is not there: the tables and functions that the
-- page names stand for it.
local parsers = {
  from_pattern = function(pattern, groups, severities, defaults)
    return function(line)
      local found = { line:match(pattern) }
      if #found == 0 then return nil end
      local named = {}
      for at, value in ipairs(found) do named[groups[at]] = value end
      named.severity = severities[named.severity]
      return vim.tbl_extend('keep', named, defaults)
    end
  end,
}
local lint = { linters = { clangtidy = {} }, try_lint = function() end }
package.preload['lint'] = function() return lint end
package.preload['lint.parser'] = function() return parsers end

dofile('page.lua')
local linter = lint.linters[lint.linters_by_ft.cpp[1]]
local words = vim.tbl_map(vim.fn.shellescape,
                          vim.list_extend({ linter.cmd }, linter.args))
local file = vim.fn.getcwd() .. '/held.cpp'
table.insert(words, vim.fn.shellescape(file))
local output = vim.fn.systemlist(table.concat(words, ' ') .. ' 2>&1')
for _, line in ipairs(output) do
  local found = linter.parser(line)
  if found then
    print(('%s:%s:%s %s %s'):format(vim.fn.fnamemodify(found.file, ':t'), found.lnum,
                                    found.col, found.severity, found.message))
  end
end
-- Nothing is lost.
local taken = #vim.tbl_filter(linter.parser, output)
local said = #vim.tbl_filter(function(line)
  return line:find(': warning: ') or line:find(': note: ')
end, output)
print(taken == said and 'all taken' or (taken .. ' of ' .. said))
vim.cmd('qall!')
