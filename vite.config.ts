/// <reference types="vitest/config" />
import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig, type Plugin } from 'vite'
import { sourceAlias } from './scripts/source.mjs'

/** TypeScript 6 and later refuse `import 'react-genai/styles.css'` without a declaration beside it. */
const stylesDeclaration: Plugin = {
  name: 'styles-declaration',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'styles.css.d.ts', source: 'export {}\n' })
  },
}

/** Runs beside the page, so it is a file of its own, as it is written; with an empty declaration, as above. */
const worklet: Plugin = {
  name: 'worklet',
  apply: 'build',
  generateBundle() {
    const source = readFileSync(new URL('src/worklet.js', import.meta.url), 'utf8')
    this.emitFile({ type: 'asset', fileName: 'worklet.js', source })
    this.emitFile({ type: 'asset', fileName: 'worklet.d.ts', source: 'export {}\n' })
  },
}

// A function: Vitest takes one object shared by several projects for a nested project.
const chromium = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: {
      ...(process.env['CHROME_PATH'] && { executablePath: process.env['CHROME_PATH'] }),
      args: [
        ...(process.env['CHROME_ARGS'] ?? '').split(' ').filter(Boolean),
        // A microphone that beeps, a camera that ticks, and sound without a gesture: nobody sits here.
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  }),
  instances: [{ browser: 'chromium' as const }],
})

// Listed, or the first run finds them one by one and reloads the page in the middle of a test.
const bundled = [
  '@codemirror/streamparser',
  ...['clike', 'css', 'diff', 'javascript', 'python', 'rust', 'sql', 'xml'].map(
    (mode) => `@codemirror/legacy-modes/mode/${mode}`,
  ),
  '@tanstack/react-query',
  'character-entities',
  'idb',
  'react/compiler-runtime',
  'react/jsx-dev-runtime',
  'zod/v4/core',
]
const bundledForStories = [
  ...bundled,
  'nomnoml',
  'temml',
  '@storybook/addon-a11y',
  '@storybook/addon-docs',
  '@storybook/react-vite',
]
const bundledForTests = [
  ...bundled,
  '@testing-library/react',
  '@testing-library/user-event',
  'axe-core',
  'react',
  'react-dom',
  'react-dom/client',
  'react-dom/server.browser',
  'zod/mini',
  '@ai-sdk/react',
  'zod',
]

/** Every story with its axe check, in one setting of the toolbar. */
const stories = (name: string, globals: { theme: string; direction: string }) => ({
  plugins: [react({ compiler: true }), storybookTest({ configDir: '.storybook' })],
  resolve: { alias: sourceAlias },
  optimizeDeps: { include: bundledForStories },
  define: { 'import.meta.env.STORY_GLOBALS': JSON.stringify(globals) },
  test: { name, browser: chromium() },
})

const inBrowser = (name: string, compiler: boolean) => ({
  plugins: [react({ compiler })],
  resolve: { alias: sourceAlias },
  optimizeDeps: { include: bundledForTests },
  test: {
    name,
    include: ['test/**/*.test.tsx'],
    // Blocks of the documents are drawn once: what the compiler makes of components is seen with ours.
    exclude: ['test/sample-app/**', '**/node_modules/**', ...(compiler ? ['test/docs/**'] : [])],
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/docs/write.ts'],
    browser: chromium(),
  },
})

export default defineConfig({
  plugins: [stylesDeclaration, worklet],
  publicDir: false,
  build: {
    target: 'es2022',
    minify: false,
    sourcemap: true,
    cssCodeSplit: true,
    lib: {
      entry: {
        index: 'src/index.ts',
        'client/index': 'src/client/index.ts',
        'components/index': 'src/components/index.ts',
        'widgets/index': 'src/widgets/index.ts',
        'languages/index': 'src/languages/index.ts',
        'testing/index': 'src/testing/index.ts',
        'testing/react': 'src/testing/react.ts',
        'testing/vitest': 'src/testing/vitest.ts',
        'testing/jest': 'src/testing/jest.ts',
        'storybook/index': 'src/storybook/index.ts',
        'devtools/index': 'src/devtools/index.ts',
        styles: 'src/styles/index.css',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: (id: string) => !/^[./]/.test(id),
      // It warns that 'use client' gets lost in bundles. Here it is kept, which check-dist.mjs makes sure of.
      checks: { moduleLevelDirective: false },
      // One file per module keeps 'use client' where it was written, and what is not imported is never loaded.
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
  test: {
    projects: [
      {
        resolve: { alias: sourceAlias },
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/docs/write.ts'],
          exclude: ['test/e2e/**', 'test/sample-app/**', '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/types/**/*.test-d.{ts,tsx}'],
            tsconfig: './tsconfig.json',
          },
        },
      },
      inBrowser('browser', false),
      inBrowser('browser-compiled', true),
      stories('stories', { theme: 'light', direction: 'ltr' }),
      stories('stories-dark-rtl', { theme: 'dark', direction: 'rtl' }),
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/packed-setup.ts'],
          testTimeout: 60_000,
          // Busy machines take their time.
          expect: { poll: { timeout: 20_000 } },
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
