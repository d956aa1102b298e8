/** Calls as an app makes them, written once, for the SDK and for us: the same code, with another import. */
import { GenerateVideosOperation, ImportFileOperation, RawReferenceImage, type GoogleGenAI } from '@google/genai'

const M = 'gemini-2.5-flash'
const schema = {
  type: 'object',
  properties: {
    a: { type: ['string', 'null'] },
    b: { anyOf: [{ type: 'null' }, { type: 'array', items: { type: 'integer' } }] },
  },
  required: ['a'],
  additionalProperties: false,
}
const everything = {
  systemInstruction: 'sys',
  temperature: 0.5,
  topP: 0.9,
  topK: 40,
  candidateCount: 1,
  maxOutputTokens: 99,
  stopSequences: ['X'],
  responseMimeType: 'application/json',
  responseJsonSchema: { type: 'object' },
  responseModalities: ['TEXT'],
  thinkingConfig: { includeThoughts: true, thinkingBudget: 128 },
  safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
  tools: [{ functionDeclarations: [{ name: 'f', description: 'd', parametersJsonSchema: { type: 'object' } }] }],
  toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
  cachedContent: 'cc1',
  seed: 7,
  presencePenalty: 0.1,
  frequencyPenalty: 0.2,
  mediaResolution: 'MEDIA_RESOLUTION_LOW',
  speechConfig: 'Kore',
  responseLogprobs: true,
  logprobs: 2,
}
const text = (size: number, type = 'text/plain') => new Blob([new Uint8Array(size).fill(97)], { type })
/** Objects that both take, whatever the SDK's types say of enums. */
const loose = (value: unknown): never => value as never

type Ai = GoogleGenAI
export type Call = (ai: Ai) => Promise<unknown>

const generate =
  (config: unknown): Call =>
  (ai) =>
    ai.models.generateContent({ model: M, contents: 'hi', config: loose(config) })
const contents =
  (value: unknown): Call =>
  (ai) =>
    ai.models.generateContent({ model: M, contents: loose(value) })
const named =
  (model: string): Call =>
  (ai) =>
    ai.models.generateContent({ model, contents: 'hi' })

const callable = {
  tool: async () => ({ functionDeclarations: [{ name: 'f' }] }),
  callTool: async () => [{ functionResponse: { name: 'f', response: { ok: 1 } } }],
}

export const calls: Record<string, Call> = {
  'models.generateContent': contents('hi'),
  'models.generateContent, everything': generate(everything),
  'models.generateContent, empty config': generate({}),
  'models.generateContent, fields that are undefined': generate({ temperature: undefined, tools: undefined }),
  'models.generateContent, a schema': generate({ responseSchema: schema, responseMimeType: 'application/json' }),
  'models.generateContent, JSON Schema': generate({ responseSchema: { $schema: 'x', ...schema } }),
  'models.generateContent, thinking level': generate({ thinkingConfig: { thinkingLevel: 'LOW' } }),
  'models.generateContent, images': generate({
    imageConfig: { aspectRatio: '1:1', imageSize: '2K' },
    responseModalities: ['IMAGE'],
  }),
  'models.generateContent, labels': generate({ labels: { team: 'a' } }),
  'models.generateContent, service tier': generate({ serviceTier: 'flex' }),
  'models.generateContent, tools of Google': generate({
    tools: [{ googleSearch: {} }, { urlContext: {} }, { codeExecution: {} }, { googleMaps: {} }],
  }),
  'models.generateContent, Gemini schema of a tool': generate({
    tools: [{ functionDeclarations: [{ name: 'f', parameters: schema, response: schema }] }],
  }),
  'models.generateContent, JSON Schema of a tool': generate({
    tools: [{ functionDeclarations: [{ name: 'f', parameters: { $schema: 'x', type: 'object' } }] }],
  }),
  'models.generateContent, callable tool': generate({ tools: [callable] }),
  'models.generateContent, callable tool that is not called': generate({
    tools: [callable],
    automaticFunctionCalling: { disable: true },
  }),
  'models.generateContent, continuation token': generate({ continuationToken: 'T', automaticContinuation: false }),
  'models.generateContent, HTTP options': generate({
    httpOptions: {
      apiVersion: 'v1alpha',
      headers: { 'x-own': '1' },
      timeout: 1500,
      extraBody: { generationConfig: { topK: 3 }, more: [1] },
    },
    temperature: 1,
  }),
  'models.generateContent, instruction of parts': generate({ systemInstruction: [{ text: 'a' }, 'b'] }),
  'models.generateContent, instruction as content': generate({
    systemInstruction: { role: 'system', parts: [{ text: 'a' }] },
  }),
  'contents: a part': contents({ text: 'a' }),
  'contents: parts': contents([
    'a',
    { inlineData: { mimeType: 'image/png', data: 'AA==' } },
    { fileData: { fileUri: 'u', mimeType: 'm' } },
  ]),
  'contents: a content': contents({ role: 'user', parts: [{ text: 'a' }] }),
  'contents: a conversation': contents([
    { role: 'user', parts: [{ text: 'a' }] },
    {
      role: 'model',
      parts: [{ text: 'x', thoughtSignature: 'S' }, { functionCall: { id: '1', name: 'f', args: { a: 1 } } }],
    },
    { role: 'user', parts: [{ functionResponse: { id: '1', name: 'f', response: { ok: 1 } } }] },
  ]),
  'contents: code and videos': contents([
    {
      role: 'model',
      parts: [
        { executableCode: { language: 'PYTHON', code: 'x' } },
        { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
      ],
    },
    { role: 'user', parts: [{ fileData: { fileUri: 'u', mimeType: 'video/mp4' }, videoMetadata: { fps: 2 } }] },
  ]),
  'contents: nothing': contents([]),
  'contents: mixed': contents([{ role: 'user', parts: [] }, 'a']),
  'contents: a call without a role': contents([{ functionCall: { name: 'f' } }]),
  'model: whole name': named('models/gemini-2.5-flash'),
  'model: tuned': named('tunedModels/t'),
  'model: another publisher': named('anthropic/claude'),
  'model: publisher path': named('publishers/google/models/gemini-2.5-flash'),
  'model: endpoint': named('projects/p/locations/l/endpoints/1'),
  'model: bad name': named('../x'),
  'model: query in a name': named('x?y=1'),
  'models.generateContentStream': async (ai) => {
    for await (const _ of await ai.models.generateContentStream({ model: M, contents: 'hi' }));
  },
  'models.generateContentStream, config': async (ai) => {
    for await (const _ of await ai.models.generateContentStream({
      model: M,
      contents: 'hi',
      config: { temperature: 0 },
    }));
  },
  'models.embedContent': (ai) =>
    ai.models.embedContent({
      model: 'gemini-embedding-001',
      contents: ['a', 'b'],
      config: { taskType: 'RETRIEVAL_QUERY', title: 't', outputDimensionality: 64 },
    }),
  'models.embedContent, one': (ai) => ai.models.embedContent({ model: 'text-embedding-005', contents: 'a' }),
  'models.embedContent, gemini-embedding-2': (ai) =>
    ai.models.embedContent({ model: 'gemini-embedding-2', contents: ['a', 'b'], config: { outputDimensionality: 8 } }),
  'models.countTokens': (ai) => ai.models.countTokens({ model: M, contents: 'hi' }),
  'models.computeTokens': (ai) => ai.models.computeTokens({ model: M, contents: 'hi' }),
  'models.generateImages': (ai) =>
    ai.models.generateImages({
      model: 'imagen-4.0-generate-001',
      prompt: 'p',
      config: {
        numberOfImages: 2,
        outputMimeType: 'image/png',
        outputCompressionQuality: 3,
        imageSize: '1K',
        outputGcsUri: 'gs://b',
        aspectRatio: '1:1',
        labels: { a: 'b' },
      },
    }),
  'models.generateImages, plain': (ai) => ai.models.generateImages({ model: 'imagen-4.0-generate-001', prompt: 'p' }),
  'models.upscaleImage': (ai) =>
    ai.models.upscaleImage({
      model: 'imagen-4.0-upscale-preview',
      image: { imageBytes: 'AA==', mimeType: 'image/png' },
      upscaleFactor: 'x2',
      config: { enhanceInputImage: true, includeRaiReason: true },
    }),
  'models.editImage': (ai) => {
    const reference = new RawReferenceImage()
    reference.referenceImage = { imageBytes: 'AA==', mimeType: 'image/png' }
    reference.referenceId = 1
    return ai.models.editImage({
      model: 'imagen-3.0-capability-001',
      prompt: 'p',
      referenceImages: [Object.assign(reference, { referenceType: 'REFERENCE_TYPE_RAW' })],
      config: loose({ editMode: 'EDIT_MODE_INPAINT_INSERTION', baseSteps: 3, numberOfImages: 1 }),
    })
  },
  'models.generateVideos': (ai) =>
    ai.models.generateVideos({
      model: 'veo-3.0-generate-001',
      source: { prompt: 'p', image: { imageBytes: 'AA==', mimeType: 'image/png' } },
      config: { numberOfVideos: 1, durationSeconds: 5, outputGcsUri: 'gs://b', lastFrame: { gcsUri: 'gs://f' } },
    }),
  'models.generateVideos, prompt': (ai) => ai.models.generateVideos({ model: 'veo-3.0-generate-001', prompt: 'p' }),
  'models.recontextImage': (ai) =>
    ai.models.recontextImage({
      model: 'imagen-product-recontext-preview-06-30',
      source: {
        prompt: 'p',
        personImage: { imageBytes: 'AA==', mimeType: 'image/png' },
        productImages: [{ productImage: { gcsUri: 'gs://p' } }, {}],
      },
      config: {
        numberOfImages: 2,
        baseSteps: 3,
        outputGcsUri: 'gs://b',
        seed: 1,
        safetyFilterLevel: loose('BLOCK_LOW_AND_ABOVE'),
        personGeneration: loose('ALLOW_ADULT'),
        addWatermark: true,
        outputMimeType: 'image/png',
        outputCompressionQuality: 4,
        enhancePrompt: true,
        labels: { a: 'b' },
      },
    }),
  'models.recontextImage, plain': (ai) =>
    ai.models.recontextImage({ model: 'virtual-try-on', source: { prompt: 'p' } }),
  'models.segmentImage': (ai) =>
    ai.models.segmentImage({
      model: 'image-segmentation-001',
      source: {
        prompt: 'p',
        image: { imageBytes: 'AA==', mimeType: 'image/png' },
        scribbleImage: { image: { gcsUri: 'gs://s' } },
      },
      config: {
        mode: loose('FOREGROUND'),
        maxPredictions: 2,
        confidenceThreshold: 0.5,
        maskDilation: 0.1,
        binaryColorThreshold: 98,
        labels: { a: 'b' },
      },
    }),
  'models.segmentImage, plain': (ai) =>
    ai.models.segmentImage({ model: 'image-segmentation-001', source: { image: { gcsUri: 'gs://i' } } }),
  'models.list': (ai) => ai.models.list({ config: { pageSize: 5 } }),
  'models.list, nothing': (ai) => ai.models.list(),
  'models.list, tuned': (ai) => ai.models.list({ config: { queryBase: false, pageSize: 5, pageToken: 'tok' } }),
  'models.get': (ai) => ai.models.get({ model: M }),
  'models.update': (ai) => ai.models.update({ model: 'tunedModels/x', config: { displayName: 'n', description: 'd' } }),
  'models.update, id': (ai) => ai.models.update({ model: 'models/7', config: { displayName: 'n' } }),
  'models.delete': (ai) => ai.models.delete({ model: 'tunedModels/x' }),
  'chats.sendMessage': async (ai) => {
    const chat = ai.chats.create({
      model: M,
      history: [
        { role: 'user', parts: [{ text: 'a' }] },
        { role: 'model', parts: [{ text: 'b' }] },
      ],
    })
    await chat.sendMessage({ message: 'c' })
    await chat.sendMessage({ message: [{ text: 'd' }, 'e'], config: { temperature: 0 } })
  },
  'chats.sendMessageStream': async (ai) => {
    const chat = ai.chats.create({ model: M, config: { systemInstruction: 's' } })
    for (const message of ['a', 'b']) for await (const _ of await chat.sendMessageStream({ message }));
  },
  'files.upload': (ai) => ai.files.upload({ file: text(5), config: { name: 'abc', displayName: 'd' } }),
  'files.upload, whole name and type': (ai) =>
    ai.files.upload({ file: text(5, ''), config: { name: 'files/abc', mimeType: 'text/csv' } }),
  'files.upload, 20 MB': (ai) => ai.files.upload({ file: text(20 * 1024 * 1024, 'video/mp4') }),
  'files.upload, no type': (ai) => ai.files.upload({ file: text(5, '') }),
  'files.list': (ai) => ai.files.list({ config: { pageSize: 2 } }),
  'files.get': (ai) => ai.files.get({ name: 'files/abc' }),
  'files.get, id': (ai) => ai.files.get({ name: 'abc' }),
  'files.get, address': (ai) => ai.files.get({ name: 'https://generativelanguage.googleapis.com/v1beta/files/abc' }),
  'files.delete': (ai) => ai.files.delete({ name: 'files/abc' }),
  'caches.create': (ai) =>
    ai.caches.create({
      model: M,
      config: {
        contents: 'doc',
        ttl: '300s',
        displayName: 'd',
        systemInstruction: 's',
        tools: [{ functionDeclarations: [{ name: 'f' }] }],
      },
    }),
  'caches.create, nothing': (ai) => ai.caches.create({ model: M }),
  'caches.list': (ai) => ai.caches.list({ config: { pageSize: 2 } }),
  'caches.get': (ai) => ai.caches.get({ name: 'cachedContents/x' }),
  'caches.get, id': (ai) => ai.caches.get({ name: 'x' }),
  'caches.update': (ai) => ai.caches.update({ name: 'cachedContents/x', config: { ttl: '600s' } }),
  'caches.delete': (ai) => ai.caches.delete({ name: 'cachedContents/x' }),
  'fileSearchStores.create': (ai) => ai.fileSearchStores.create({ config: { displayName: 'd' } }),
  'fileSearchStores.create, nothing': (ai) => ai.fileSearchStores.create({}),
  'fileSearchStores.list': (ai) => ai.fileSearchStores.list({ config: { pageSize: 2 } }),
  'fileSearchStores.get': (ai) => ai.fileSearchStores.get({ name: 'fileSearchStores/s' }),
  'fileSearchStores.delete': (ai) =>
    ai.fileSearchStores.delete({ name: 'fileSearchStores/s', config: { force: true } }),
  'fileSearchStores.delete, empty': (ai) => ai.fileSearchStores.delete({ name: 'fileSearchStores/s' }),
  'fileSearchStores.uploadToFileSearchStore': (ai) =>
    ai.fileSearchStores.uploadToFileSearchStore({
      fileSearchStoreName: 'fileSearchStores/s',
      file: text(5),
      config: {
        displayName: 'd',
        customMetadata: [{ key: 'k', stringValue: 'v' }],
        chunkingConfig: { whiteSpaceConfig: { maxTokensPerChunk: 100, maxOverlapTokens: 10 } },
      },
    }),
  'fileSearchStores.uploadToFileSearchStore, type': (ai) =>
    ai.fileSearchStores.uploadToFileSearchStore({
      fileSearchStoreName: 'fileSearchStores/s',
      file: text(5, ''),
      config: { mimeType: 'text/csv' },
    }),
  'fileSearchStores.importFile': (ai) =>
    ai.fileSearchStores.importFile({
      fileSearchStoreName: 'fileSearchStores/s',
      fileName: 'files/abc',
      config: { customMetadata: [{ key: 'k', numericValue: 1 }] },
    }),
  'fileSearchStores.downloadMedia': (ai) => ai.fileSearchStores.downloadMedia('fileSearchStores/s/media/m1'),
  'documents.list': (ai) =>
    ai.fileSearchStores.documents.list({ parent: 'fileSearchStores/s', config: { pageSize: 2 } }),
  'documents.get': (ai) => ai.fileSearchStores.documents.get({ name: 'fileSearchStores/s/documents/d' }),
  'documents.delete': (ai) =>
    ai.fileSearchStores.documents.delete({ name: 'fileSearchStores/s/documents/d', config: { force: true } }),
  'batches.create, inlined': (ai) =>
    ai.batches.create({
      model: M,
      src: [
        {
          contents: [{ role: 'user', parts: [{ text: 'hi' }] }],
          metadata: { key: 'k1' },
          config: { temperature: 0.1, systemInstruction: 's', tools: [{ googleSearch: {} }] },
        },
        { contents: 'plain' },
      ],
      config: { displayName: 'd' },
    }),
  'batches.create, file': (ai) => ai.batches.create({ model: M, src: 'files/abc', config: { displayName: 'd' } }),
  'batches.create, Cloud Storage': (ai) =>
    ai.batches.create({ model: M, src: 'gs://b/i.jsonl', config: { displayName: 'd' } }),
  'batches.create, BigQuery': (ai) =>
    ai.batches.create({ model: M, src: 'bq://p.d.t', config: { displayName: 'd', dest: 'bq://p.d.o' } }),
  'batches.create, nonsense': (ai) => ai.batches.create({ model: M, src: 'what' }),
  'batches.createEmbeddings, inlined': (ai) =>
    ai.batches.createEmbeddings({
      model: 'gemini-embedding-001',
      src: { inlinedRequests: { contents: ['a', 'b'], config: { outputDimensionality: 64 } } },
      config: { displayName: 'd' },
    }),
  'batches.createEmbeddings, file': (ai) =>
    ai.batches.createEmbeddings({ model: 'gemini-embedding-001', src: { fileName: 'files/abc' } }),
  'batches.get': (ai) => ai.batches.get({ name: 'batches/b' }),
  'batches.get, of Vertex': (ai) => ai.batches.get({ name: 'projects/p/locations/us-central1/batchPredictionJobs/7' }),
  'batches.cancel': (ai) => ai.batches.cancel({ name: 'batches/b' }),
  'batches.cancel, of Vertex': (ai) => ai.batches.cancel({ name: '7' }),
  'batches.list': (ai) => ai.batches.list({ config: { pageSize: 2 } }),
  'batches.delete': (ai) => ai.batches.delete({ name: 'batches/b' }),
  'batches.delete, of Vertex': (ai) => ai.batches.delete({ name: '7' }),
  'tunings.tune': (ai) =>
    ai.tunings.tune({
      baseModel: 'gemini-2.0-flash-001',
      trainingDataset: { examples: [{ textInput: 'a', output: 'b' }] },
      config: { epochCount: 1, batchSize: 2, learningRate: 0.1, tunedModelDisplayName: 'n' },
    }),
  'tunings.tune, of Vertex': (ai) =>
    ai.tunings.tune({
      baseModel: 'gemini-2.0-flash-001',
      trainingDataset: { gcsUri: 'gs://b/t' },
      config: loose({
        epochCount: 1,
        validationDataset: { gcsUri: 'gs://b/v' },
        tunedModelDisplayName: 'n',
        description: 'd',
        adapterSize: 'ADAPTER_SIZE_ONE',
        exportLastCheckpointOnly: true,
        labels: { a: 'b' },
      }),
    }),
  'tunings.tune, preferences': (ai) =>
    ai.tunings.tune({
      baseModel: 'projects/p/locations/l/models/1',
      trainingDataset: { gcsUri: 'gs://b/t' },
      config: loose({ method: 'PREFERENCE_TUNING', beta: 0.2, epochCount: 2, preTunedModelCheckpointId: '3' }),
    }),
  'tunings.get': (ai) => ai.tunings.get({ name: 'tunedModels/t' }),
  'tunings.get, of Vertex': (ai) => ai.tunings.get({ name: 'projects/p/locations/us-central1/tuningJobs/7' }),
  'tunings.list': (ai) => ai.tunings.list({ config: { pageSize: 2 } }),
  'tunings.cancel': (ai) => ai.tunings.cancel({ name: 'tunedModels/t' }),
  'authTokens.create': (ai) =>
    ai.authTokens.create({
      config: {
        uses: 3,
        expireTime: '2025-05-01T00:00:00Z',
        newSessionExpireTime: '2025-05-01T00:00:00Z',
        liveConnectConstraints: {
          model: 'gemini-live-2.5-flash-preview',
          config: loose({ responseModalities: ['AUDIO'], temperature: 0.2, systemInstruction: 's' }),
        },
        lockAdditionalFields: ['topK'],
        httpOptions: { apiVersion: 'v1alpha' },
      },
    }),
  'authTokens.create, all locked': (ai) =>
    ai.authTokens.create({
      config: {
        liveConnectConstraints: { model: 'm', config: { temperature: 1 } },
        httpOptions: { apiVersion: 'v1alpha' },
      },
    }),
  'authTokens.create, given locked': (ai) =>
    ai.authTokens.create({
      config: {
        liveConnectConstraints: { model: 'm', config: { temperature: 1, sessionResumption: {} } },
        lockAdditionalFields: [],
        httpOptions: { apiVersion: 'v1alpha' },
      },
    }),
  'authTokens.create, fields': (ai) =>
    ai.authTokens.create({ config: { lockAdditionalFields: ['topK'], httpOptions: { apiVersion: 'v1alpha' } } }),
  'authTokens.create, nothing': (ai) => ai.authTokens.create({ config: { httpOptions: { apiVersion: 'v1alpha' } } }),
  'operations.getVideosOperation': (ai) => {
    const operation = new GenerateVideosOperation()
    operation.name = 'models/veo/operations/1'
    return ai.operations.getVideosOperation({ operation })
  },
  'operations.getVideosOperation, of Vertex': (ai) => {
    const operation = new GenerateVideosOperation()
    operation.name = 'projects/p/locations/us-central1/publishers/google/models/veo/operations/1'
    return ai.operations.getVideosOperation({ operation })
  },
  'operations.get': (ai) => {
    const operation = new ImportFileOperation()
    operation.name = 'fileSearchStores/s/operations/1'
    return ai.operations.get({ operation })
  },
  'interactions.create': (ai) => ai.interactions.create({ model: M, input: 'hi' }),
  'interactions.create, everything': (ai) =>
    ai.interactions.create({
      model: M,
      input: [{ type: 'text', text: 'a' }],
      system_instruction: 's',
      previous_interaction_id: 'i0',
      store: true,
      generation_config: { temperature: 1 },
      tools: [{ type: 'google_search' }],
    }),
  'interactions.create, stream': async (ai) => {
    for await (const _ of await ai.interactions.create({ model: M, input: 'hi', stream: true }));
  },
  'interactions.create, background': (ai) =>
    ai.interactions.create({ agent: 'deep-research-preview-04-2026', input: 'hi', background: true }),
  'interactions.get': (ai) => ai.interactions.get('i1'),
  'interactions.get, input': (ai) => ai.interactions.get('i1', { include_input: true }),
  'interactions.get, stream': async (ai) => {
    for await (const _ of await ai.interactions.get('i1', { stream: true, last_event_id: 'e1' }));
  },
  'interactions.cancel': (ai) => ai.interactions.cancel('i1'),
  'interactions.delete': (ai) => ai.interactions.delete('i1'),

  'agents.create': (ai) => ai.agents.create(loose({ id: 'a', base_agent: 'b', description: 'd' })),
  'agents.list': (ai) => ai.agents.list(),
  'agents.list, a page': (ai) => ai.agents.list({ page_size: 2, page_token: 'tok' }),
  'agents.get': (ai) => ai.agents.get('a'),
  'agents.delete': (ai) => ai.agents.delete('a'),
  'credentials.create': (ai) => ai.credentials.create(loose({ display_name: 'd', type: 'bearer' })),
  'credentials.list': (ai) => ai.credentials.list({ page_size: 2 }),
  'credentials.get': (ai) => ai.credentials.get('c'),
  'credentials.update': (ai) => ai.credentials.update('c', loose({ display_name: 'd', update_mask: 'display_name' })),
  'credentials.delete': (ai) => ai.credentials.delete('c'),
  'environments.create': (ai) => ai.environments.create(loose({ type: 'remote' })),
  'environments.list': (ai) => ai.environments.list({ page_size: 2 }),
  'environments.get': (ai) => ai.environments.get('e'),
  'environments.delete': (ai) => ai.environments.delete('e'),
  'triggers.create': (ai) => ai.triggers.create(loose({ display_name: 'd', schedule: '* * * * *' })),
  'triggers.list': (ai) => ai.triggers.list({ page_size: 2 }),
  'triggers.get': (ai) => ai.triggers.get('t'),
  'triggers.update': (ai) => ai.triggers.update('t', loose({ display_name: 'd' })),
  'triggers.delete': (ai) => ai.triggers.delete('t'),
  'triggers.run': (ai) => ai.triggers.run('t'),
  'triggers.listExecutions': (ai) => ai.triggers.listExecutions('t', { page_size: 2 }),
  'voices.create': (ai) => ai.voices.create(loose({ name: 'v' })),
  'voices.list': (ai) => ai.voices.list(),
  'voices.list, some': (ai) => ai.voices.list(loose({ page_size: 2, search: 'warm', gender: ['female'] })),
  'voices.get': (ai) => ai.voices.get('v'),
  'voices.delete': (ai) => ai.voices.delete('v'),
  'webhooks.create': (ai) =>
    ai.webhooks.create(loose({ name: 'n', uri: 'https://a.example', subscribed_events: ['batch.succeeded'] })),
  'webhooks.list': (ai) => ai.webhooks.list(),
  'webhooks.get': (ai) => ai.webhooks.get('w'),
  'webhooks.update': (ai) => ai.webhooks.update('w', loose({ uri: 'https://b.example', update_mask: 'uri' })),
  'webhooks.delete': (ai) => ai.webhooks.delete('w'),
  'webhooks.rotateSigningSecret': (ai) => ai.webhooks.rotateSigningSecret('w', loose({ revocation_behavior: 'now' })),
  'webhooks.ping': (ai) => ai.webhooks.ping('w'),
}
