/** The lab as an ES module. Express's plugin is loaded as CommonJS all the same, beside another copy of Genkit's core. */
import express from 'express'
import { genkit, InMemorySessionStore, InMemoryStreamManager, UserFacingError, z } from 'genkit/beta'
import { expressHandler } from '@genkit-ai/express'
import { appRoute } from '@genkit-ai/next'
import { onCallGenkit } from 'firebase-functions/https'
import { createLab } from './lab.mjs'

const app = createLab({
  genkit,
  z,
  InMemoryStreamManager,
  InMemorySessionStore,
  UserFacingError,
  express,
  expressHandler,
  appRoute,
  onCallGenkit,
})
const server = app.listen(
  Number(process.argv[2] ?? 0),
  '127.0.0.1',
  () => process.send?.(server.address().port) ?? console.log(server.address().port),
)
