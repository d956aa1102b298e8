/** What every page stands in. */
import type { ReactNode } from 'react'
import { GenAIProvider } from 'react-genai'
import 'react-genai/styles.css'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" style={{ colorScheme: 'light dark' }}>
      <body style={{ maxWidth: '46rem', margin: '0 auto', padding: '1.5rem 1rem', font: '1rem/1.6 system-ui' }}>
        <GenAIProvider>{children}</GenAIProvider>
      </body>
    </html>
  )
}
