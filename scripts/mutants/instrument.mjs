import { parseAst } from 'rolldown/parseAst';
import { alternatives, CONDITIONS, otherMethod } from './mutations.mjs';

/**
 * Source text in which each mutant is one branch away: `globalThis.mutant` says which one is alive.
 * Ids count from `firstId`. Returns the code and the mutants, each with a name that outlives lines
 * being moved: file, function, what stood there and what stands there instead.
 */
export function instrument(file, source, firstId) {
  const mutants = [];
  const seen = new Map();
  let functions = [];

  const raw = (node) => source.slice(node.start, node.end);

  function add(node, from, to) {
    const inside = functions.at(-1) ?? 'module';
    const name = `${inside}: ${oneLine(from)} → ${oneLine(to)}`;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const id = firstId + mutants.length;
    const line = source.slice(0, node.start).split('\n').length;
    mutants.push({ id, file, line, name: nth > 1 ? `${name} (${nth})` : name });
    return id;
  }

  function generate(node, parent, inChain) {
    const named = nameOf(node, parent);
    if (named) functions = [...functions, named];
    const text = mutated(node, parent, inChain);
    if (named) functions = functions.slice(0, -1);
    return text;
  }

  function mutated(node, parent, inChain) {
    const chain = node.type === 'ChainExpression' || (inChain && isLink(node));
    const others = isKey(node, parent) ? [] : alternatives(node, raw, inChain);
    const ids = others.map((other) => add(node, raw(node), other));
    const own = spliced(node, chain);
    if (node.type === 'ExpressionStatement' && !node.directive) {
      // Within braces: an `else` that follows belongs to the `if` before.
      return `{ if (globalThis.mutant !== ${add(node, raw(node), '')}) { ${own} } }`;
    }
    if (isCondition(node, parent)) {
      for (const other of CONDITIONS) {
        ids.push(add(node, `if (${raw(node)})`, `if (${other})`));
        others.push(other);
      }
    }
    if (ids.length === 0) return own;
    const branches = ids.map((id, at) => `globalThis.mutant === ${id} ? (${others[at]}) : `);
    return `(${branches.join('')}(${own}))`;
  }

  /** The node's text, with that of its children as it became. */
  function spliced(node, chain) {
    const method = calledMethod(node);
    let text = '';
    let at = node.start;
    for (const child of childrenOf(node)) {
      text += source.slice(at, child.start);
      if (child === method) {
        const other = otherMethod(child.name);
        const id = add(child, `.${child.name}`, `.${other}`);
        text = `${text.trimEnd().replace(/(?<!\?)\.$/, '')}`;
        text += `[globalThis.mutant === ${id} ? '${other}' : '${child.name}']`;
      } else text += generate(child, node, chain);
      at = child.end;
    }
    return text + source.slice(at, node.end);
  }

  const tree = parseAst(source, { lang: 'ts' });
  return { code: generate(tree, null, false), mutants };
}

const oneLine = (text) => {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
  return line.length > 90 ? `${line.slice(0, 87)}…` : line || 'nothing';
};

const isLink = (node) => node.type === 'MemberExpression' || node.type === 'CallExpression';
const isCondition = (node, parent) => parent?.type === 'IfStatement' && parent.test === node;

/** A property called that has a counterpart: `some` of `items.some(…)`. */
function calledMethod(node) {
  if (node.type !== 'MemberExpression' || node.computed) return null;
  return otherMethod(node.property.name) ? node.property : null;
}

/** The name of a property is no value. */
const isKey = (node, parent) => node.type === 'Literal' && parent?.key === node && !parent.computed;

function nameOf(node, parent) {
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return node.id?.name;
  if (parent?.type === 'Program' || parent?.type === 'ExportNamedDeclaration') {
    if (node.type === 'VariableDeclaration') return node.declarations[0]?.id?.name;
  }
  return node.type === 'MethodDefinition' ? node.key.name : undefined;
}

/** Children in the order of the text; types are none. */
function childrenOf(node) {
  // One text is two nodes there: the name outside and the name inside.
  if (node.type === 'ImportDeclaration' || (node.type === 'Property' && node.shorthand)) return [];
  const found = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent' || key === 'range' || key === 'loc') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === 'string' && !isType(child)) found.push(child);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const VALUES = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression'];
const isType = ({ type }) => type.startsWith('TS') && !VALUES.includes(type);
