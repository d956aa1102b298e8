import addonA11y from '@storybook/addon-a11y'
import addonDocs from '@storybook/addon-docs'
import { definePreview } from '@storybook/react-vite'
import { StrictMode, useLayoutEffect } from 'react'
import { GenAIProvider } from 'react-genai'
import 'react-genai/styles.css'
import './preview.css'

/**
 * The tags of a JSDoc are for editors; on a page they would be read as markup. Storybook's types do not know this
 * parameter, though its docs do.
 */
const docs: object = {
  extractComponentDescription: (component?: Record<string, { description?: string } | undefined>) =>
    component?.['__docgenInfo']?.description?.split('\n@')[0] ?? '',
}

export default definePreview({
  addons: [addonDocs(), addonA11y()],
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    docs,
  },
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Writing direction',
      toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  // The tests run every story in several settings.
  initialGlobals: (import.meta.env['STORY_GLOBALS'] as object | undefined) ?? { theme: 'light', direction: 'ltr' },
  decorators: [
    (Story, { globals }) => {
      const { theme, direction } = globals as { theme: string; direction: string }
      useLayoutEffect(() => {
        document.documentElement.style.colorScheme = theme
        document.documentElement.dir = direction
      }, [theme, direction])
      return (
        <StrictMode>
          <GenAIProvider>
            <Story />
          </GenAIProvider>
        </StrictMode>
      )
    },
  ],
})
