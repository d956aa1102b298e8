import type { ChatLabels } from './chat.ts'

/** Words of what an agent has made. */
export const artifactLabels: Pick<ChatLabels, 'artifacts' | 'artifact'> = {
  artifacts: 'Artifacts',
  artifact: (number) => `Artifact ${number}`,
}
