export { mockBackend, type MockBackend, type MockRequest } from './mock-backend.ts'
export { replayBackend, replayFetch, type Recording, type ReplayOptions } from './replay-backend.ts'
export { setScheduler, type Scheduler } from '../state/scheduler.ts'
