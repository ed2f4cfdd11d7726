import { isJsonObject, type Json } from '../json.ts';
import { isResourceRef, type World } from './input.ts';

/**
 * What somebody sent or set, as it was before its large parts became references: the whole of it or single fields. A
 * file that has a name is meant as a file and stays one.
 */
export function opened(world: Pick<World, 'read'>, said: Json): Json {
  const whole = (value: Json): Json =>
    isResourceRef(value) && value.name === undefined ? (world.read(value) ?? value) : value;
  const value = whole(said);
  if (!isJsonObject(value) || isResourceRef(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, whole(field)]));
}
