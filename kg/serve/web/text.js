// Ranges of a text by code points: offsets of the API count code points, the DOM counts UTF-16 units.

// Return the UTF-16 offset of each code point of a text, and its length at the end.
const units = (text) => {
  const places = [];
  let unit = 0;
  for (const letter of text) {
    places.push(unit);
    unit += letter.length;
  }
  places.push(unit);
  return places;
};

// Return a function that gives the Range of code points start to end inside an element, whatever is marked in it.
export const ranger = (element) => {
  const nodes = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let length = 0;
  while (walk.nextNode()) {
    nodes.push([length, walk.currentNode]);
    length += walk.currentNode.length;
  }
  const places = units(element.textContent);
  // The end of a span belongs to the node before an edge, its start to the node behind it.
  const point = (unit, last) => {
    let found = nodes.length - 1;
    while (found > 0 && (last ? nodes[found][0] >= unit : nodes[found][0] > unit)) found -= 1;
    return [nodes[found][1], unit - nodes[found][0]];
  };
  return (start, end) => {
    const range = new Range();
    range.setStart(...point(places[start], false));
    range.setEnd(...point(places[end], true));
    return range;
  };
};
