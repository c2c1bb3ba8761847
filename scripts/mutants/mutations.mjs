/** What else an expression could say. Each alternative is source text; `raw` gives a node's own. */

const BINARY = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
};

const METHODS = { some: 'every', every: 'some', min: 'max', max: 'min' };
/** Calls that may be left out: what they are called on takes their place. */
const LEFT_OUT = ['filter', 'slice', 'sort', 'reverse'];
/** From here on, one more or less is no matter of the rules: a number is doubled instead. */
const LARGE = 100;

/** Alternatives for a node, or none. `inChain`: it is part of a chain of `?.`. */
export function alternatives(node, raw, inChain) {
  switch (node.type) {
    case 'BinaryExpression':
      return (BINARY[node.operator] ?? []).map(
        (operator) => `${within(node.left, raw)} ${operator} ${within(node.right, raw)}`,
      );
    case 'LogicalExpression':
      return logical(node, raw);
    case 'UnaryExpression':
      return ['!', '-'].includes(node.operator) ? [raw(node.argument)] : [];
    case 'ConditionalExpression':
      return [raw(node.consequent), raw(node.alternate)];
    case 'Literal':
      return literal(node.value);
    case 'ArrayExpression':
      return node.elements.length > 0 ? ['[]'] : [];
    case 'CallExpression': {
      const { callee } = node;
      const named = callee.type === 'MemberExpression' && !callee.computed && !inChain;
      return named && LEFT_OUT.includes(callee.property.name) ? [raw(callee.object)] : [];
    }
    default:
      return [];
  }
}

/** An operand as text. What binds less than what it stands in was within brackets there. */
function within(node, raw) {
  const loose = node.type === 'LogicalExpression' || node.type === 'ConditionalExpression';
  return loose ? `(${raw(node)})` : raw(node);
}

function logical(node, raw) {
  if (node.operator === '??') return [raw(node.left), raw(node.right)];
  const other = node.operator === '&&' ? '||' : '&&';
  // Either side may itself be of both kinds.
  return [`(${raw(node.left)}) ${other} (${raw(node.right)})`];
}

function literal(value) {
  if (typeof value === 'boolean') return [String(!value)];
  if (typeof value === 'string') return value === '' ? [] : ["''"];
  if (typeof value !== 'number') return [];
  return [String(Math.abs(value) >= LARGE || !Number.isInteger(value) ? value * 2 : value + 1)];
}

/** What a condition could be instead. */
export const CONDITIONS = ['true', 'false'];

/** The method that could be called instead, or undefined. */
export const otherMethod = (name) => (Object.hasOwn(METHODS, name) ? METHODS[name] : undefined);
