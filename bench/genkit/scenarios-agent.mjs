/** Conversations with real agents: turns that fail, tools that ask, runs in the background. */
import { alike, failureOf, pause, shown } from './sides.mjs'

const lab = { lab: 'cjs' }
const ask = (name, path, run, server = lab) =>
  alike(name, server, async (side, url, control) => {
    const agent = side.agent(`${url}${path}`)
    return run(side, await agent.chat(), { agent, control })
  })

const textOf = ({ content }) => content.map((part) => part.text ?? '').join('')
const rolesOf = (messages) => messages.map(({ role }) => role).join(' ')
const answersTo = (text, wanted) =>
  wanted.every((piece) => text.includes(piece)) ? undefined : `answers "${text.slice(0, 60)}"`

export const agentScenarios = [
  ask('agent: a turn fails', '/custom', async (side, chat) => {
    await chat.send('go')
    const error = await failureOf(chat.send('fail'))
    if (!error) return 'failure not noticed'
    const history = chat.messages.length
    const again = await failureOf(chat.send('again'))
    const isRight = error.status === 'UNAVAILABLE' && error.response?.text === 'thinking ' && history === 2 && !again
    const facts = [
      shown(error),
      error.response?.text === 'thinking '
        ? 'partial kept'
        : `partial not on it (its \`text\` is "${error.response?.text}")`,
      history === 2 ? 'history as before' : `history has ${history} messages in place of 2`,
      again ? `next send fails: ${shown(again)}` : 'next send works',
    ]
    return `${isRight ? 'survived: ' : ''}${facts.join(', ')}`
  }),
  ask('agent: what an exception says stays on the server', '/agent', async (_, chat) => {
    const { message } = await failureOf(chat.send('throw'))
    return message.includes('secret') ? `error.message is "${message}"` : 'survived: not in error.message'
  }),
  ask('agent: metadata of an interrupt', '/agent', async (side, chat) => {
    const { interrupts, toolRequests } = await chat.send('ask')
    if (side.metadataOf(interrupts[0])?.q === 'Transfer 5?') return 'survived: on the interrupt'
    return toolRequests.some(({ metadata }) => metadata?.interrupt)
      ? 'lost on `interrupts`, found in `toolRequests`'
      : 'lost'
  }),
  ask('agent: a tool is restarted', '/agent', async (side, chat) => {
    const { interrupts } = await chat.send('wire')
    const { text } = await chat.resume({ restart: [side.restart(interrupts[0], { by: 'Ada' })] })
    return answersTo(text, ['"sent":500', '"resumed":{"by":"Ada"}']) ?? 'survived: it runs, and is told why'
  }),
  ask('agent: two interrupts answered at once', '/agent', async (side, chat) => {
    const { interrupts } = await chat.send('two')
    const respond = [side.respond(interrupts[0], { approved: true })]
    const { text } = await chat.resume({ respond, restart: [side.restart(interrupts[1])] })
    return answersTo(text, ['"approved":true', '"sent":500']) ?? 'survived: both accepted'
  }),
  ask('agent: two interrupts, both responded to', '/agent', async (side, chat) => {
    const { interrupts } = await chat.send('two')
    const respond = [side.respond(interrupts[0], { approved: true }), side.respond(interrupts[1], { sent: 0 })]
    const { text } = await chat.resume({ respond })
    return answersTo(text, ['"approved":true', '"sent":0']) ?? 'survived: both accepted'
  }),
  ask('agent: a resume fails', '/agent', async (side, chat) => {
    await chat.send('wire')
    const before = rolesOf(chat.messages)
    const error = await failureOf(chat.resume({ respond: [{ toolResponse: { name: 'nobody', output: 1 } }] }))
    const after = rolesOf(chat.messages)
    if (!error) return 'failure not noticed'
    return before === after ? 'survived: history as before' : `history was "${before}", is "${after}"`
  }),
  ask('agent: two sends at once', '/agent', async (_, chat, { agent }) => {
    await Promise.all([chat.send('one'), chat.send('beta')])
    const { state } = await agent.getSnapshot(chat.snapshotId)
    const said = state.messages.filter(({ role }) => role === 'user').map(textOf)
    return said.length === 2 ? 'survived: one after the other' : `raced: the server's history has only "${said.join()}"`
  }),
  ask('agent: history after a tool loop', '/agent', async (_, chat) => {
    await chat.send('weather')
    const roles = rolesOf(chat.messages)
    return roles === 'user model tool model' ? `survived: ${roles}` : `tool messages lost: ${roles}`
  }),
  ask('agent: text of a turn with a tool loop, streamed', '/agent', async (side, chat) => {
    let text = ''
    for await (const chunk of side.stream(chat, 'weather')) text += chunk.text
    return answersTo(text, ['Looking. After tool: {"tempC":4}']) ?? 'survived: text exact'
  }),
  ask('agent: detach, then wait', '/custom', async (side, chat) => {
    const run = await chat.detach('slow 20')
    const { status, state } = await side.waitFor(run)
    const text = textOf(state.messages.at(-1))
    return text === 'ok slow 20' ? `survived: ${status}` : `${status}, "${text}"`
  }),
  ask('agent: Stop ends a run in the background', '/custom', async (side, chat) => {
    const run = await chat.detach('slow 1000')
    await pause(100)
    await run.abort()
    const { status } = await side.waitFor(run)
    return status === 'aborted' ? 'survived: aborted on the server' : `still ${status}`
  }),
  ask(
    'agent: connection away for a second while waiting',
    '/custom',
    async (side, chat, { control }) => {
      const run = await chat.detach('slow 20')
      await control.down(1000)
      const { status } = await side.waitFor(run)
      return status === 'completed' ? `survived: ${status}` : `still ${status}`
    },
    { lab: 'cjs', wire: [] },
  ),
  ask('agent: a snapshot that is not there', '/agent', async (_, chat, { agent }) => {
    const found = await agent.getSnapshot('nope').catch((error) => error)
    return found === undefined ? 'survived: undefined, as declared' : `throws ${shown(found)}`
  }),
  ask(
    'agent: a durable turn is cut in the middle',
    '/durable-agent',
    async (_, chat) => {
      const { text } = await chat.send('slow 12')
      return /^word0.*word11 \S+ $/.test(text) ? 'survived: text exact' : `text is "${text.slice(0, 40)}"`
    },
    { lab: 'cjs', wire: [400] },
  ),
]
