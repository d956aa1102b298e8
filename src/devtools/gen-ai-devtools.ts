'use client'
import { createElement, Fragment, type ComponentType, type ReactNode } from 'react'
import { type GenAIDevtoolsProps, makeDevtools, type RenderProbeProps } from './devtools.tsx'

// Bundlers replace it with a constant, as they do for React itself: in production, what follows `:` is never reached.
declare const process: { env: { NODE_ENV?: string } }

const pass = ({ children }: { children?: ReactNode }): ReactNode => createElement(Fragment, null, children)
const made = process.env.NODE_ENV === 'production' ? { Devtools: pass, Probe: pass } : makeDevtools()

/**
 * A panel that shows what is asked of flows, agents and models, and what comes of it: states, chunks over time, time to the
 * first token, tokens a second, bytes, retries, usage, how often the app is drawn. Copies a request for a shell, opens its
 * trace, saves a recording, and plays it again in the page.
 *
 * It looks on through the global `fetch`, from the moment it is imported. In production it is nothing but its children: no
 * byte of it is in the bundle, and nothing is watched.
 *
 * @example
 * <GenAIDevtools>
 *   <App />
 * </GenAIDevtools>
 */
export const GenAIDevtools: ComponentType<GenAIDevtoolsProps> = made.Devtools

/**
 * Counts how often a part of the app is drawn while replies arrive, by its name in the panel. In production it is nothing but
 * its children.
 *
 * @example
 * <RenderProbe name="Composer"><Composer /></RenderProbe>
 */
export const RenderProbe: ComponentType<RenderProbeProps> = made.Probe
