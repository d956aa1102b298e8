'use client'
import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void): (() => void) => onlineManager.subscribe(listener)
const isOnline = (): boolean => onlineManager.isOnline()

/** Whether TanStack Query thinks that there is a network. On a server: yes. */
export const useOnline = (): boolean => useSyncExternalStore(subscribe, isOnline, () => true)
