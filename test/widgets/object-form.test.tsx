import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { StrictMode } from 'react'
import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import { mockBackend } from 'react-genai/testing'
import { ObjectForm } from 'react-genai/widgets'

const Contact = z.object({
  fullName: z.string().min(2),
  age: z.number().int(),
  subscribed: z.boolean(),
  phones: z.array(z.string()),
  address: z.object({ city: z.string() }).optional(),
})

const frame = () => act(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))))

function open(onSubmit?: (contact: z.infer<typeof Contact>) => unknown) {
  const backend = mockBackend()
  const fieldLabel = vi.fn(() => undefined)
  const view = render(
    <StrictMode>
      <ObjectForm backend={backend} output={{ schema: Contact }} onSubmit={onSubmit} fieldLabel={fieldLabel} />
    </StrictMode>,
  )
  return {
    ...view,
    backend,
    fieldLabel,
    ask: async () => {
      await userEvent.type(screen.getByRole('textbox', { name: 'Ask' }), 'Ada{Enter}')
    },
    say: async (...texts: string[]) => {
      for (const text of texts) backend.text(text)
      await frame()
    },
    end: async () => {
      backend.end()
      await frame()
    },
    field: (name: string) => {
      const term = screen.getByText(name, { selector: 'dt, dt > label' })
      const field = term.closest<HTMLElement>('.rg-field')
      if (!field) throw new Error(`no field ${name}`)
      return field
    },
  }
}

test('fields appear as they are written, and finished ones are marked', async () => {
  const { ask, say, field, container } = open()
  await ask()
  await say('{"fullName":"Ada Lo')
  expect(within(field('Full name')).getByText('Ada Lo')).toBeTruthy()
  expect(field('Full name').dataset['complete']).toBeUndefined()
  await say('velace","age":3')
  expect(field('Full name').dataset['complete']).toBe('true')
  expect(screen.queryByText('Age')).toBeNull()
  expect(container.querySelector('.rg-object')?.getAttribute('aria-busy')).toBe('true')
  await say('6,"subscribed":true,"phones":["1')
  expect(within(field('Age')).getByText('36')).toBeTruthy()
  expect(within(field('Subscribed')).getByText('Yes')).toBeTruthy()
  expect(within(field('Phones')).getByRole('listitem')).toHaveProperty('textContent', '1')
  expect(screen.getByRole('status').textContent).toBe('The form is being filled in')
})

test('a finished field is not drawn again while others grow', async () => {
  const { ask, say, fieldLabel } = open()
  await ask()
  await say('{"fullName":"Ada","address":{"city":"London"},"phones":["')
  fieldLabel.mockClear()
  await say('1')
  await say('2')
  await say('3')
  const paths = (fieldLabel.mock.calls as unknown as [unknown[]][]).map(([path]) => path.join('.'))
  expect(paths).toContain('phones.0')
  expect(paths).not.toContain('fullName')
  expect(paths).not.toContain('address.city')
})

test('an item that has only been opened is not a number beside nothing, and an empty one is', async () => {
  const { ask, say, end } = open()
  await ask()
  await say('{"phones":["1",')
  expect(screen.getAllByRole('listitem')).toHaveLength(1)
  await say('"')
  expect(screen.getAllByRole('listitem')).toHaveLength(1)
  await say('2')
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  await say('",""],"lines":[{')
  expect(screen.getAllByRole('listitem')).toHaveLength(3)
  await say('}]}')
  await end()
  expect(screen.getAllByRole('listitem')).toHaveLength(4)
})

test('what the schema says stands beside its field, and is read with it', async () => {
  const { ask, say, end, field } = open(() => undefined)
  await ask()
  await say('{"fullName":"A","phones":[1],')
  expect(within(field('Full name')).getByText(/Too small/)).toBeTruthy()
  await say('"age":36}')
  await end()
  const name = screen.getByRole('textbox', { name: 'Full name' })
  expect(name.getAttribute('aria-invalid')).toBe('true')
  const description = document.getElementById(name.getAttribute('aria-describedby') ?? '')
  expect(description?.textContent).toMatch(/Too small/)
  // A field that is missing has a line of its own.
  expect(within(field('Subscribed')).getByText('Please fill this in.')).toBeTruthy()
  expect(screen.getByRole('status').textContent).toBe('The form is filled in; 3 fields need a look')
})

test('a person corrects it, in the kinds that the schema takes, and hands it over', async () => {
  const onSubmit = vi.fn<(contact: z.infer<typeof Contact>) => void>()
  const { ask, say, end } = open(onSubmit)
  await ask()
  await say('{"fullName":"Ada","age":"36","phones":["1"]}')
  await end()
  await userEvent.click(screen.getByRole('button', { name: 'Use this' }))
  expect(onSubmit).not.toHaveBeenCalled()
  // The first field that is wrong has the focus.
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Age' }))
  await userEvent.clear(screen.getByRole('textbox', { name: 'Age' }))
  await userEvent.keyboard('37')
  await userEvent.type(screen.getByRole('textbox', { name: 'Subscribed' }), 'yes')
  await userEvent.type(screen.getByRole('textbox', { name: 'Full name' }), ' Lovelace')
  expect(document.querySelectorAll('.rg-field .rg-field-issue')).toHaveLength(0)
  await userEvent.click(screen.getByRole('button', { name: 'Use this' }))
  expect(onSubmit.mock.calls).toEqual([[{ fullName: 'Ada Lovelace', age: 37, subscribed: true, phones: ['1'] }]])
})

test('handing over may take a while, and may fail: then everything is still there', async () => {
  const answers: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = []
  const onSubmit = vi.fn(() => new Promise((resolve, reject) => answers.push({ resolve, reject })))
  const reported = vi.fn((event: ErrorEvent) => event.preventDefault())
  addEventListener('error', reported)
  const { ask, say, end } = open(onSubmit)
  await ask()
  await say('{"fullName":"Ada","age":36,"subscribed":true,"phones":["1"]}')
  await end()
  await userEvent.dblClick(screen.getByRole('button', { name: 'Use this' }))
  expect(onSubmit).toHaveBeenCalledTimes(1)
  const busy = screen.getByRole('button', { name: 'One moment…' })
  expect(busy.getAttribute('aria-disabled')).toBe('true')
  expect(document.activeElement).toBe(busy)

  const failure = new Error('no table free')
  await act(async () => answers[0]?.reject(failure))
  expect(screen.getByRole('alert').textContent).toBe('That did not work. Nothing is lost: try again.')
  expect(reported.mock.calls[0]?.[0].error).toBe(failure)
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Full name' }).value).toBe('Ada')

  await userEvent.click(screen.getByRole('button', { name: 'Use this' }))
  expect(screen.getByRole('alert').textContent).toBe('')
  await act(async () => answers[1]?.resolve('saved'))
  expect(screen.getByRole('button', { name: 'Use this' })).toBeTruthy()
  expect(onSubmit).toHaveBeenCalledTimes(2)
  removeEventListener('error', reported)
})

test('a number may be deleted and typed anew, point and all', async () => {
  const onSubmit = vi.fn<(value: { price: number }) => void>()
  const backend = mockBackend()
  render(<ObjectForm backend={backend} output={{ schema: z.object({ price: z.number() }) }} onSubmit={onSubmit} />)
  await userEvent.type(screen.getByRole('textbox'), 'x{Enter}')
  backend.end('{"price":4}')
  await frame()
  const price = screen.getByRole('spinbutton', { name: 'Price' })
  await userEvent.clear(price)
  expect(screen.getByText('Please fill this in.')).toBeTruthy()
  await userEvent.type(price, '4.25')
  await userEvent.click(screen.getByRole('button', { name: 'Use this' }))
  expect(onSubmit.mock.calls).toEqual([[{ price: 4.25 }]])
})

test('another prompt is another form: nothing of the last one stays behind', async () => {
  const { ask, say, end, backend } = open(() => undefined)
  await ask()
  await say('{"fullName":"Ada","age":36,"subscribed":true,"phones":[]}')
  await end()
  await userEvent.type(screen.getByRole('textbox', { name: 'Full name' }), ' edited')
  // Edits are not thrown away by a button beside the one that keeps them.
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Send' }))
  await say('{"fullName":"Grace","age":37,"subscribed":true,"phones":[]}')
  await end()
  expect(screen.getByRole('textbox', { name: 'Full name' })).toHaveProperty('value', 'Grace')
  expect(backend.requests).toHaveLength(2)
})

test('what arrived stays when it fails, and prose is shown as prose', async () => {
  const { ask, say, backend } = open()
  await ask()
  await say('{"fullName":"Ada"')
  await act(async () => {
    backend.fail(new Error('cut'))
    await Promise.resolve()
  })
  expect(screen.getByRole('definition').textContent).toBe('Ada')
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  backend.end('I would rather not.')
  await frame()
  expect(screen.getByText('I would rather not.')).toBeTruthy()
})

/** A form that is filled in at once, with whatever schema. */
async function filled<T>(schema: z.ZodType<T>, reply: unknown, onSubmit: (value: T) => void = () => undefined) {
  const backend = mockBackend()
  const view = render(<ObjectForm backend={backend} output={{ schema }} onSubmit={onSubmit} />)
  await userEvent.type(screen.getByRole('textbox'), 'x{Enter}')
  backend.end(typeof reply === 'string' ? reply : JSON.stringify(reply))
  await frame()
  return { ...view, use: () => userEvent.click(screen.getByRole('button', { name: 'Use this' })) }
}
const box = (name: string) => screen.getByRole('textbox', { name })

test('any key and any schema can be edited: none takes the page down', async () => {
  const schema = z.object({
    constructor: z.string(),
    site: z.string().transform((site) => new URL(site).host),
    big: z.string().transform(BigInt),
  })
  const onSubmit = vi.fn()
  const { use } = await filled(schema, { constructor: 'a', site: 'https://a.example', big: '12' }, onSubmit)
  await userEvent.type(box('Constructor'), 'b')
  await userEvent.clear(box('Site'))
  await use()
  expect(onSubmit).not.toHaveBeenCalled()
  expect(screen.getByRole('alert').textContent).toMatch(/look first/)
  await userEvent.type(box('Site'), 'https://b.example')
  await use()
  expect(onSubmit.mock.calls).toEqual([[{ constructor: 'ab', site: 'b.example', big: 12n }]])
})

test('what is edited is what the model wrote, what is handed over is what the schema makes of it', async () => {
  const onSubmit = vi.fn()
  const schema = z.object({ first_name: z.string(), price: z.string() }).transform(({ first_name, price }) => ({
    name: first_name,
    price: Number(price),
  }))
  const { use } = await filled(schema, { first_name: 'Ada', price: '4' }, onSubmit)
  await userEvent.type(box('First name'), ' L')
  await userEvent.type(box('Price'), '2')
  await use()
  expect(onSubmit.mock.calls).toEqual([[{ name: 'Ada L', price: 42 }]])
})

test('a value of the wrong kind can be corrected: in a text, in a union, in a list, and by leaving it out', async () => {
  const onSubmit = vi.fn()
  const schema = z.object({
    title: z.string(),
    pet: z.union([z.object({ kind: z.literal('cat'), age: z.number() }), z.object({ kind: z.literal('dog') })]),
    tags: z.array(z.string()),
    count: z.number().optional(),
  })
  const { use } = await filled(schema, { title: 7, pet: { kind: 'cat', age: '4' }, count: 3 }, onSubmit)
  await userEvent.type(box('Title'), ' up')
  await userEvent.type(box('Age'), '2')
  await userEvent.type(box('Tags'), 'red, blue')
  await userEvent.clear(screen.getByRole('spinbutton', { name: 'Count' }))
  await use()
  expect(onSubmit.mock.calls).toEqual([[{ title: '7 up', pet: { kind: 'cat', age: 42 }, tags: ['red', 'blue'] }]])
})

test('what is wrong far down a long list, or deep inside, is in sight', async () => {
  const items = Array.from({ length: 300 }, (_, at) => (at === 250 ? '' : `item ${at}`))
  await filled(z.array(z.string().min(1, 'Say something.')), items)
  expect(screen.getByText('Say something.')).toBeTruthy()
})

test('prose that holds a bracket stays prose, and thoughts and tools are shown while there is no object', async () => {
  await filled(z.object({ a: z.string() }), 'Sorry, see [1] for why I cannot do that.')
  expect(screen.getByText('Sorry, see [1] for why I cannot do that.')).toBeTruthy()
})

test('a form of thoughts, and one that waits for a person, are not blank', async () => {
  const backend = mockBackend()
  render(<ObjectForm backend={backend} />)
  await userEvent.type(screen.getByRole('textbox'), 'x{Enter}')
  backend.reasoning('Let me see.')
  await frame()
  expect(screen.getByText('Let me see.')).toBeTruthy()
  backend.toolRequest({ name: 'lookUp', ref: '1', input: { q: 'x' } })
  await frame()
  expect(screen.getByText(/lookUp/)).toBeTruthy()
})

test('a finished field that is wrong is not drawn again either', async () => {
  const { ask, say, fieldLabel } = open()
  await ask()
  await say('{"fullName":"A","age":1.5,"phones":["')
  fieldLabel.mockClear()
  for (const piece of ['1', '2', '","3', '4']) await say(piece)
  const paths = (fieldLabel.mock.calls as unknown as [unknown[]][]).map(([path]) => path.join('.'))
  expect(paths).not.toContain('fullName')
  expect(paths).not.toContain('age')
})

test('no axe violations, reading and editing', async () => {
  const { ask, say, end, container } = open(() => undefined)
  const check = async () => (await axe.run(container)).violations.map(({ id }) => id)
  await ask()
  await say('{"fullName":"A","address":{"city":"x"},"phones":["1","2"],"age":3')
  expect(await check()).toEqual([])
  await say('6}')
  await end()
  expect(await check()).toEqual([])
})

test('what could not be read whole is not handed over', async () => {
  const backend = mockBackend()
  const onSubmit = vi.fn()
  const schema = z.object({ a: z.string(), b: z.number() })
  render(<ObjectForm backend={backend} output={{ schema }} onSubmit={onSubmit} />)
  await userEvent.type(screen.getByRole('textbox'), 'x{Enter}')
  backend.text('{"a":"x" "b":3}')
  backend.end()
  await frame()
  await userEvent.click(screen.getByRole('button', { name: 'Use this' }))
  expect(onSubmit).not.toHaveBeenCalled()
  expect(screen.getByRole('alert').textContent).toBe('One field needs a look first.')
})
