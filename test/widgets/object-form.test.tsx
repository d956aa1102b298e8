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

function open(onSubmit?: (contact: z.infer<typeof Contact>) => void) {
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
  expect(within(field('Subscribed')).getByText(/expected boolean/)).toBeTruthy()
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
  expect(screen.queryByText(/expected/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Use this' }))
  expect(onSubmit.mock.calls).toEqual([[{ fullName: 'Ada Lovelace', age: 37, subscribed: true, phones: ['1'] }]])
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
  expect(screen.getByText(/expected number/)).toBeTruthy()
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
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
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
