import addonA11y from '@storybook/addon-a11y'
import addonDocs from '@storybook/addon-docs'
import { definePreview } from '@storybook/react-vite'
import { StrictMode, useLayoutEffect } from 'react'
import { GenAIProvider } from 'react-genai'
import { PartsProvider } from 'react-genai/components'
import { configure } from 'storybook/test'
import 'react-genai/styles.css'
import { french, german } from 'react-genai/languages'
import './preview.css'

// Stories play recordings in real time, and a busy machine takes longer than the second that is given by default.
configure({ asyncUtilTimeout: 10_000 })

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
    language: {
      description: 'Labels',
      toolbar: {
        icon: 'globe',
        items: [
          { value: 'en', title: 'English' },
          { value: 'de', title: 'Deutsch' },
          { value: 'fr', title: 'Français' },
        ],
        dynamicTitle: true,
      },
    },
    motion: {
      description: 'Motion',
      toolbar: {
        icon: 'play',
        items: [
          { value: 'full', title: 'Motion' },
          { value: 'reduced', title: 'Reduced motion' },
        ],
        dynamicTitle: true,
      },
    },
    direction: {
      description: 'Writing direction',
      toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  // The tests run every story in several settings.
  initialGlobals: {
    theme: 'light',
    direction: 'ltr',
    language: 'en',
    motion: 'full',
    ...(import.meta.env['STORY_GLOBALS'] as object | undefined),
  },
  decorators: [
    (Story, { globals }) => {
      const { theme, direction, language, motion } = globals as Record<
        'theme' | 'direction' | 'language' | 'motion',
        string
      >
      useLayoutEffect(() => {
        const page = document.documentElement
        page.style.colorScheme = theme
        page.dir = direction
        page.lang = language
        page.dataset['motion'] = motion
      }, [theme, direction, language, motion])
      return (
        <StrictMode>
          <GenAIProvider>
            <PartsProvider labels={language === 'de' ? german : language === 'fr' ? french : undefined}>
              <Story />
            </PartsProvider>
          </GenAIProvider>
        </StrictMode>
      )
    },
  ],
})
