// A browser only looks through a function as it loads a script, and reads it again, on the page's own thread, when it
// is first called. One in brackets it compiles while the script is still loading, off that thread. All of them would
// keep it busy longer than the page needs to come: only those in `drawn.json` are put in brackets, which run until a
// first chart is there.
import { parse } from "acorn";

const isFunction = (node) => /Function/.test(node.type);

// The functions of these starts, each with those that stand in it, as a tree.
function chosen(code, starts) {
  const wanted = new Set(starts);
  const root = { inner: [] };
  const visit = (node, parents, outer) => {
    let mine = outer;
    if (isFunction(node) && wanted.delete(node.start)) {
      mine = { node, inner: [], ...place(node, parents) };
      if (mine.form) outer.inner.push(mine);
      else mine = outer;
    }
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (child && typeof child.type === "string") visit(child, [...parents, node], mine);
      }
    }
  };
  visit(parse(code, { ecmaVersion: 2022, preserveParens: true }), [], root);
  if (wanted.size) throw new Error(`${wanted.size} functions of drawn.json are not in the bundle`);
  return root;
}

// How a function is brought into brackets: a declaration as a variable at the top of the function around it, where it
// is known from, too. A method cannot be, nor a declaration in a block of its own.
function place(node, parents) {
  const [around, above] = [parents.at(-2), parents.at(-1)];
  if (node.type === "FunctionDeclaration") {
    return { form: above.type === "BlockStatement" && isFunction(around) ? "declared" : "" };
  }
  const method = above.type === "MethodDefinition" || (above.type === "Property" && above.value.start === above.start);
  return { form: method || (above.type === "Property" && above.kind !== "init") ? "" : "expressed" };
}

function written(code, from, to, { node, inner }) {
  const declared = inner.filter(({ form }) => form === "declared");
  const variables = declared.map((one) => `var ${one.node.id.name}=(${nameless(code, one)});`).join("");
  const top = variables ? topOf(node.body) : from;
  let [text, at] = [code.slice(from, top) + variables, top];
  for (const one of inner) {
    if (one.node.start < top) continue; // in a parameter's default
    text += code.slice(at, one.node.start);
    if (one.form === "expressed") text += `(${written(code, one.node.start, one.node.end, one)})`;
    at = one.node.end;
  }
  return text + code.slice(at, to);
}

// Where a function's first statement begins, behind "use strict".
function topOf(body) {
  const directives = body.body.filter(({ directive }) => directive);
  return directives.length ? directives.at(-1).end : body.start + 1;
}

// Without a name of its own, so that what is later assigned to the variable is known inside it, too.
function nameless(code, one) {
  const { node } = one;
  return code.slice(node.start, node.id.start).trimEnd() + written(code, node.id.end, node.end, one);
}

export function bracketed(code, starts) {
  const made = written(code, 0, code.length, chosen(code, starts));
  parse(made, { ecmaVersion: 2022 });
  return made;
}
