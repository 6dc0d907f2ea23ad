-- On paper a link between the pages of the documentation is its text alone.
function Link(link)
  if not link.target:match("^%a+:") then
    return link.content
  end
end
