/** Words of the choice of a model. */
export interface ModelLabels {
  model: string
  loadingModels: string
  noModels: string
  tokenLimits: (input: number, output: number) => string
}

export const modelLabels: ModelLabels = {
  model: 'Model',
  loadingModels: 'Looking for models',
  noModels: 'There are none',
  tokenLimits: (input, output) =>
    `Takes ${input.toLocaleString('en')} tokens, writes up to ${output.toLocaleString('en')}`,
}
