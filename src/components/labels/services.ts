import { type JobLabels, jobLabels } from './jobs.ts'
import { type LiveLabels, liveLabels } from './live.ts'
import { type ModelLabels, modelLabels } from './models.ts'
import { type ShelfLabels, shelfLabels } from './shelf.ts'

/** Words of the widgets for Gemini's services: files, voices, jobs, models. */
export interface ServiceLabels extends JobLabels, LiveLabels, ModelLabels, ShelfLabels {}

/** The English ones, which hold where no others are given. */
export const serviceLabels: ServiceLabels = { ...jobLabels, ...liveLabels, ...modelLabels, ...shelfLabels }
