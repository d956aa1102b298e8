import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// A busy machine takes longer than the second that is given by default; who waits for nothing is not held up.
configure({ asyncUtilTimeout: 10_000 })

afterEach(() => cleanup())
