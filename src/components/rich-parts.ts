import { CustomPart } from './custom-part.tsx'
import { DataPart } from './data-part.tsx'
import { readPart } from './internal/read-part.ts'
import { MediaPart } from './media-part.tsx'
import { ResourcePart } from './resource-part.tsx'
import { ToolRequest } from './tool-request.tsx'
import { ToolResponse } from './tool-response.tsx'

/** The parts that most replies have none of: widgets load them behind what they draw first. */
export const richParts = {
  media: MediaPart,
  toolRequest: ToolRequest,
  toolResponse: ToolResponse,
  data: DataPart,
  custom: CustomPart,
  resource: ResourcePart,
  read: readPart,
}
