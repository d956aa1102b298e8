/** A name as a reader sees it: its signature as it is written, without what is inside, and its members. */
import { commentOf, find } from './read.mjs'

const slice = (file, { start, end }) => file.text.slice(start, end)
const inline = (text) => text.replaceAll(/\s*\n\s*/g, ' ').trim()
/** In a table a line is a row, and a bar ends a cell. */
export const cell = (text) => inline(text).replaceAll('|', String.raw`\|`)
const code = (text) => (text ? `\`${cell(text)}\`` : '')

/** A parameter by its name and type: what it is taken apart into, and its defaults, are told elsewhere. */
function parameter(file, node, isComponent) {
  if (node.type === 'AssignmentPattern') {
    const { left } = node
    const type = left.typeAnnotation && slice(file, left.typeAnnotation)
    return left.type === 'ObjectPattern' ? `options?${type}` : type ? `${left.name}?${type}` : slice(file, node)
  }
  if (node.type === 'ObjectPattern' && node.typeAnnotation)
    return `${isComponent ? 'props' : 'options'}${slice(file, node.typeAnnotation)}`
  if (node.type === 'TSParameterProperty') return slice(file, node.parameter)
  return slice(file, node)
}
function call(file, node, isComponent = false) {
  const types = node.typeParameters ? slice(file, node.typeParameters) : ''
  const given = node.params.map((one) => parameter(file, one, isComponent)).join(', ')
  return `${types}(${given})${node.returnType ? slice(file, node.returnType) : ''}`
}

const heritage = (file, { superClass, superTypeArguments, extends: above }) => {
  if (superClass)
    return ` extends ${slice(file, superClass)}${superTypeArguments ? slice(file, superTypeArguments) : ''}`
  return above?.length ? ` extends ${above.map((one) => slice(file, one)).join(', ')}` : ''
}
const typesOf = (file, { typeParameters }) => (typeParameters ? slice(file, typeParameters) : '')

/** What a function gives that is written as an object: `make` in `const queries = make()`, in its file or where it is from. */
function madeBy(file, { type, callee }) {
  if (type !== 'CallExpression' || callee.type !== 'Identifier') return []
  const found = find(file.path, callee.name)
  let body = found?.own[0].node.init
  while (body && body.type !== 'ObjectExpression')
    body =
      body.type === 'ParenthesizedExpression'
        ? body.expression
        : body.type === 'ArrowFunctionExpression'
          ? body.body
          : returned(body)
  return body ? propertiesOf(found.file, body) : []
}
const returned = ({ type, body }) =>
  type === 'BlockStatement' ? body.find((one) => one.type === 'ReturnStatement')?.argument : undefined
const propertiesOf = (file, { properties }) =>
  properties.flatMap((one) => (one.type === 'SpreadElement' ? madeBy(file, one.argument) : [{ file, node: one }]))

/** Members of interfaces that are not public, where a public type is made of them: nobody else tells of them. */
function hiddenMembers(file, text, isPublic) {
  const words = [...new Set(text.match(/\b[A-Z]\w+/g) ?? [])].filter((word) => !isPublic(word))
  return words.flatMap((word) => {
    const found = find(file.path, word)
    const node = found?.own[0].node
    if (node?.type !== 'TSInterfaceDeclaration') return []
    const above = hiddenMembers(found.file, heritage(found.file, node), isPublic)
    return [...above, ...node.body.body.map((one) => ({ file: found.file, node: one }))]
  })
}

/** The kind of a name, its signature, and the node whose members are told. */
export function signatureOf({ name, nodes, file }, isPublic) {
  const hidden = (text) => hiddenMembers(file, text, (word) => word === name || isPublic(word))
  const [node] = nodes
  const isComponent = /^[A-Z]/.test(name) && file.path.endsWith('x')
  const own = (declared) => declared.body.body.map((one) => ({ file, node: one }))
  switch (node.type) {
    case 'TSInterfaceDeclaration':
      return {
        kind: 'interface',
        text: `interface ${name}${typesOf(file, node)}${heritage(file, node)}`,
        members: [...hidden(heritage(file, node)), ...own(node)],
      }
    case 'TSTypeAliasDeclaration':
      return { kind: 'type', text: slice(file, node), members: hidden(slice(file, node)) }
    case 'ClassDeclaration':
      return { kind: 'class', text: `class ${name}${typesOf(file, node)}${heritage(file, node)}`, members: own(node) }
    case 'FunctionDeclaration':
    case 'TSDeclareFunction': {
      const said = nodes.length > 1 ? nodes.filter(({ type }) => type === 'TSDeclareFunction') : nodes
      const kind = isComponent ? 'component' : /^use[A-Z]/.test(name) ? 'hook' : 'function'
      return {
        kind,
        text: said.map((one) => `function ${name}${call(file, one, isComponent)}`).join('\n'),
        members: [],
      }
    }
    default: {
      const { id, init } = node
      const type = id.typeAnnotation ? slice(file, id.typeAnnotation) : ''
      if (init?.type === 'ArrowFunctionExpression') {
        const kind = isComponent ? 'component' : /^use[A-Z]/.test(name) ? 'hook' : 'function'
        return {
          kind,
          text: type ? `const ${name}${type}` : `function ${name}${call(file, init, isComponent)}`,
          members: [],
        }
      }
      // `memo(function MessageView(props) { … })`.
      const inner =
        init?.type === 'CallExpression' ? init.arguments.find(({ type: one }) => /Function/.test(one)) : undefined
      if (inner && isComponent)
        return { kind: 'component', text: `function ${name}${call(file, inner, true)}`, members: [] }
      return {
        kind: isComponent ? 'component' : 'value',
        text: `const ${name}${type}`,
        members: init?.type === 'ObjectExpression' ? propertiesOf(file, init) : madeBy(file, init ?? {}),
      }
    }
  }
}

/** A member for the table: what it is called, its type, what it is. Private ones are nobody's. */
function memberOf(file, node) {
  const { key, type, accessibility } = node
  if (key?.type === 'PrivateIdentifier' || (accessibility && accessibility !== 'public')) return undefined
  const name = key ? slice(file, key) : type === 'TSIndexSignature' ? '[key]' : '()'
  const mark = node.optional ? '?' : ''
  const { text, tags } = commentOf(file, node)
  const notes = tags.flatMap(({ tag, text: said }) =>
    tag === 'param'
      ? [`\`${said.replace(/\s[\s\S]*/, '')}\`: ${said.replace(/^\S+\s*/, '')}`]
      : tag === 'selector'
        ? [`Selector: \`${said}\`.`]
        : tag === 'throws'
          ? [`Throws ${said}`]
          : [],
  )
  const what = [text, ...notes].filter(Boolean).map(cell).join(' ')
  const inner = type === 'MethodDefinition' || type === 'Property' ? node.value : undefined
  if (type === 'MethodDefinition' && node.kind === 'get') {
    const [, got = ''] = /^:\s*([\s\S]*)$/.exec(inner.returnType ? slice(file, inner.returnType) : '') ?? []
    return { name, type: got, what }
  }
  if (node.kind === 'set') return undefined
  if (inner && /Function/.test(inner.type))
    return { name: name + (node.static ? ' (static)' : ''), type: call(file, inner), what }
  if (type === 'TSMethodSignature' || type === 'TSCallSignatureDeclaration') {
    const end = node.returnType?.end ?? node.end
    const start = node.typeParameters?.start ?? key?.end ?? node.start
    return {
      name: name + mark,
      type: file.text.slice(start + (node.optional && !node.typeParameters ? 1 : 0), end),
      what,
    }
  }
  const annotation = node.typeAnnotation ? slice(file, node.typeAnnotation).replace(/^:\s*/, '') : ''
  return { name: name + mark, type: annotation, what }
}

export function membersOf(members) {
  const rows = members.flatMap(({ file, node }) => memberOf(file, node) ?? []).filter(({ type, what }) => type || what)
  if (rows.length === 0) return ''
  const lines = rows.map(({ name, type, what }) => `| ${code(name)} | ${code(type)} | ${what} |`)
  const examples = members.flatMap(({ file, node }) =>
    commentOf(file, node).tags.flatMap(({ tag, text }) =>
      tag === 'example' && node.key ? [`\`${slice(file, node.key)}\`:\n\n\`\`\`tsx\n${text.trim()}\n\`\`\``] : [],
    ),
  )
  return [['| | | |', '|---|---|---|', ...lines].join('\n'), ...new Set(examples)].join('\n\n')
}
