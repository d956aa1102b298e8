import { describe, expect, test } from 'vitest'
import * as client from 'react-genai/client'
import * as components from 'react-genai/components'
import * as root from 'react-genai'
import * as testing from 'react-genai/testing'
import * as widgets from 'react-genai/widgets'

// A name that comes or goes is a promise made or broken: it is written here by hand.
const model = [
  'AsyncGenerateContentResponse',
  'AsyncGenerateResponse',
  'BlockedPromptError',
  'BrokenResponseError',
  'GenAIError',
  'GenerateResponse',
  'GenerateResponseChunk',
  'GenerationBlockedError',
  'GenerationResponseError',
  'IncompleteIterationError',
  'JsonReader',
  'Message',
  'StopCandidateError',
  'ValidationError',
  'applyJsonPatch',
  'createGenkitClient',
  'diffJson',
  'extractItems',
  'extractJson',
  'formats',
  'httpStatusCode',
  'isPart',
  'pairTools',
  'parsePartialJson',
  'partKind',
  'registerFormat',
  'respondTool',
  'restartTool',
  'toJsonSchema',
  'toOutputConfig',
]

describe('public names', () => {
  test('react-genai/client', () => expect(Object.keys(client).sort()).toEqual(model))
  test('react-genai', () =>
    expect(Object.keys(root).sort()).toEqual(
      [
        ...model,
        'GenAIProvider',
        'StreamStore',
        'generateOptions',
        'useBackend',
        'useClient',
        'useGenerate',
        'useStream',
      ].sort(),
    ))
  test('react-genai/components', () =>
    expect(Object.keys(components).sort()).toEqual([
      'AudioMedia',
      'CitationList',
      'CodeBlock',
      'CopyButton',
      'CustomPart',
      'DataPart',
      'ErrorNotice',
      'FileMedia',
      'FinishNotice',
      'ImageMedia',
      'Markdown',
      'MediaPart',
      'MessageView',
      'ObjectView',
      'PartList',
      'PartView',
      'PartsProvider',
      'ReasoningPart',
      'ResourcePart',
      'SearchSuggestions',
      'TextPart',
      'ToolRequest',
      'ToolResponse',
      'UsageLine',
      'VideoMedia',
      'defaultLabels',
      'groundingOf',
      'markCitations',
      'pairTools',
    ]))
  test('react-genai/widgets', () => expect(Object.keys(widgets)).toEqual(['Ask', 'ObjectForm']))
  test('react-genai/testing', () =>
    expect(Object.keys(testing).sort()).toEqual(['mockBackend', 'replayBackend', 'replayFetch', 'setScheduler']))
})
