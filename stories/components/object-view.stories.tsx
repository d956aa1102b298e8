import { ObjectView } from 'react-genai/components'
import preview from '../../.storybook/preview.tsx'

const meta = preview.meta({ title: 'components/ObjectView', component: ObjectView })
export default meta

const value = {
  firstName: 'Ada',
  last_name: 'Lovelace',
  age: 36,
  admin: false,
  nickname: null,
  notes: '',
  address: { street: 'St James’s Square', city: 'London', geo: { lat: 51.507, long: -0.1347 } },
  tags: ['mathematics', 'engines'],
}

export const Finished = meta.story({ args: { value } })
export const Growing = meta.story({
  args: { value, streaming: true, isComplete: (path) => ['firstName', 'last_name', 'age'].includes(String(path[0])) },
})
export const WithIssues = meta.story({
  args: {
    value,
    issues: [
      { path: ['age'], message: 'Too small: expected number to be >=40' },
      { path: ['email'], message: 'Invalid input: expected string, received undefined' },
      { path: ['address', 'city'], message: 'Nobody lives there.' },
      { path: ['tags', 1], message: 'Unknown tag.' },
      { path: [], message: 'Something about all of it.' },
    ],
  },
})
export const OtherNames = meta.story({
  args: { value, fieldLabel: (path) => (path[0] === 'firstName' ? 'Given name' : undefined) },
})
export const Hostile = meta.story({
  args: {
    value: {
      '<b>key</b>': '<script>alert(1)</script>',
      turned: 'a\u202Eb',
      ['long'.repeat(40)]: 'x'.repeat(400),
      deep: JSON.parse('{"a":'.repeat(12) + '1' + '}'.repeat(12)),
      many: Array.from({ length: 300 }, (_, index) => index),
    },
  },
})
export const ListAtTheRoot = meta.story({ args: { value: [{ name: 'Ada' }, { name: 'Grace' }] } })
export const ValueAtTheRoot = meta.story({ args: { value: 'just a text' } })
