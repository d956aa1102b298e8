import type { ReactNode } from 'react'
import 'react-genai/styles.css'
import { Providers } from './providers'

export const metadata = { title: 'Harbour café' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
