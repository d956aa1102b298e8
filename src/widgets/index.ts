export { Ask, type AskProps } from './ask.tsx'
export { ObjectForm, type ObjectFormProps } from './object-form.tsx'
