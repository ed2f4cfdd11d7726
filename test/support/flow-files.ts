import { readFileSync, readdirSync } from 'node:fs';
import { sampleInput } from '../../shared/flow/sample-input.ts';
import { parseFlow } from '../../shared/flow/text.ts';
import type { Drawing } from '../../shared/flow/drawing.ts';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts';
import { triggerOf } from './templates.ts';

/** A flow file that is shipped, with what its first trigger gets when somebody tries it. */
export type FlowFile = { id: string; text: string; drawing: Drawing; input: JsonObject };

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Examples carry no sample for their trigger: their input is a file beside them, as in README. */
const exampleInputs: Record<string, string> = {
  'content-approval': 'examples/article.json',
  'coding-agent': 'examples/pull-request.json',
  payment: 'examples/invoice.json',
};

/** Every template and every example, by their folders. */
export function flowFiles(): FlowFile[] {
  return ['templates', 'examples'].flatMap((folder) =>
    readdirSync(new URL(`../../${folder}`, import.meta.url))
      .filter((name) => name.endsWith('.flow.yaml'))
      .sort()
      .map((name) => flowFile(`${folder}/${name}`)),
  );
}

export const templateFile = (id: string): FlowFile => flowFile(`templates/${id}.flow.yaml`);

function flowFile(path: string): FlowFile {
  const text = read(path);
  const parsed = parseFlow(text);
  if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.problems)}`);
  const { drawing } = parsed;
  const beside = exampleInputs[drawing.id];
  const given =
    beside === undefined ? sampleInput(drawing, triggerOf(drawing)) : (JSON.parse(read(beside)) as Json);
  const input = given ?? {};
  return { id: drawing.id, text, drawing, input: isJsonObject(input) ? input : {} };
}
