/** What the statements of a block are: what belongs to a module, to a component, on the screen, and what comes after. */
import { parse } from './names.ts'

export type Statement = ReturnType<typeof parse>['body'][number]
type Node = { type: string } & Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

function some(node: unknown, test: (node: Node) => boolean): boolean {
  if (Array.isArray(node)) return node.some((one) => some(one, test))
  if (!isNode(node)) return false
  if (test(node)) return true
  // What a function does it does later.
  if (/Function/.test(node.type)) return false
  return Object.values(node).some((value) => some(value, test))
}

const isHook = ({ type, callee }: Node): boolean =>
  type === 'CallExpression' &&
  isNode(callee) &&
  callee.type === 'Identifier' &&
  /^use[A-Z]/.test(String(callee['name']))
const isTest = ({ type, callee }: Node): boolean => {
  if (type !== 'CallExpression' || !isNode(callee)) return false
  const inner = callee.type === 'CallExpression' ? callee['callee'] : callee
  const name = isNode(inner) && inner.type === 'MemberExpression' ? inner['object'] : inner
  return isNode(name) && name['name'] === 'test'
}

/** Whether it defines a test, which a running test may not. */
export const definesTest = (statement: Statement): boolean => some(statement, isTest)

/** Whether it calls a hook as it goes, so that it can only stand in a component. */
export const callsHook = (statement: Statement): boolean =>
  !statement.type.startsWith('Export') && some(statement, isHook)

/** `<Markdown … />`, or `{reply.isStreaming && …}`, by itself: what is drawn. */
export function isDrawn(statement: Statement): boolean {
  if (statement.type === 'ExpressionStatement') return statement.expression.type.startsWith('JSX')
  if (statement.type !== 'BlockStatement' || statement.body.length !== 1) return false
  const [inner] = statement.body
  return inner?.type === 'ExpressionStatement' && /^(?:Logical|Conditional|Call)/.test(inner.expression.type)
}

/** `const page = <Page />`: the name of what can be drawn. */
export const drawnName = (statement: Statement): string | undefined => {
  const [only] = statement.type === 'VariableDeclaration' ? statement.declarations : []
  return only?.id.type === 'Identifier' && only.init && only.init.type.startsWith('JSX') ? only.id.name : undefined
}

/** `'Hello'`, `{ a: [1] }`: a value that is written out, with nothing left out. */
function isValue(node: unknown): boolean {
  if (!isNode(node)) return false
  switch (node.type) {
    case 'Literal':
      return true
    case 'ParenthesizedExpression':
      return isValue(node['expression'])
    case 'UnaryExpression':
      return isValue(node['argument'])
    case 'ArrayExpression':
      return (node['elements'] as unknown[]).every(isValue)
    case 'ObjectExpression':
      return (node['properties'] as Node[]).every((one) => one.type === 'Property' && isValue(one['value']))
    default:
      return false
  }
}

const valueOf = (text: string): string | undefined => {
  const { body, errors } = parse('value.ts', `(${text})`)
  const [only] = body
  return errors.length === 0 && only?.type === 'ExpressionStatement' && isValue(only.expression) ? text : undefined
}

/** What a comment behind a statement, or beneath it, says that comes of it: `// 'Hello'`, `// => 42`, `// items: []`. */
export function outcomeOf(statement: Statement, code: string): string | undefined {
  const [rest = '', next = ''] = code.slice(statement.end).split('\n')
  const said =
    /^\s*;?\s*\/\/\s*(?:=>\s*)?(.+)$/.exec(rest)?.[1] ?? (rest.trim() ? undefined : /^\/\/ (.+)$/.exec(next)?.[1])
  if (said === undefined) return undefined
  if (statement.type === 'ExpressionStatement') {
    const value = valueOf(said)
    const { start, end } = statement.expression
    return value && `outcome(${code.slice(start, end)}, (${value}))`
  }
  const key = /^(\w+): /.exec(said)?.[1]
  if (statement.type !== 'VariableDeclaration' || !key || !valueOf(`{ ${said} }`)) return undefined
  return `outcome({ ${key} }, { ${said} })`
}
