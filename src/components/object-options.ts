'use client'
import { createContext, useContext } from 'react'
import type { JsonPath } from '../model/json-path.ts'

/** What all fields of one `ObjectView` go by. */
export interface ObjectViewOptions {
  /** What a field is called. Default: its key in words, `firstName` as “First name”. Keep it stable between renders. */
  fieldLabel?: ((path: JsonPath) => string | undefined) | undefined
  /** Makes the fields editable; called with each new value. Keep it stable between renders. */
  onChange?: ((path: JsonPath, value: unknown) => void) | undefined
}

export const ObjectOptions = createContext<ObjectViewOptions>({})
export const useObjectOptions = (): ObjectViewOptions => useContext(ObjectOptions)
