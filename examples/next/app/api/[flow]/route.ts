/** Every flow has an address: `/api/chat`, `/api/tip`. */
export { POST } from '../../genkit'
