import { transformWithOxc } from 'vite'

/** TypeScript and JSX for Jest, by the compiler that is here already. */
export default {
  async processAsync(source, path) {
    const { code, map } = await transformWithOxc(source, path, { jsx: { runtime: 'automatic', development: false } })
    return { code, map }
  },
}
