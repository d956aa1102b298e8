/** The lab as CommonJS: one copy of everything, so that errors keep their status. */
const express = require('express')
const { genkit, InMemorySessionStore, InMemoryStreamManager, UserFacingError, z } = require('genkit/beta')
const { expressHandler } = require('@genkit-ai/express')
const { appRoute } = require('@genkit-ai/next')
const { onCallGenkit } = require('firebase-functions/https')

async function start() {
  const { createLab } = await import('./lab.mjs')
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
}

void start()
