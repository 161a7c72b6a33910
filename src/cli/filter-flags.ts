/** The flags of the article filter, made from its fields, so that flags and filter cannot drift apart. */
import { type Command, Option } from 'commander';
import { aboutField, type Field, isListField, placeholderOf } from '../query/article-filter.ts';

/** Explains, at the end of a help text, how filters take several values. */
export const SEVERAL = `
Several companies, stages, languages ... match any of them: --company byd,geely, or repeat the flag; --company byd --with toyota
matches both. A minus excludes: --lang=-de. The words may contain filters as field:value, and "a phrase", begin*, -without.`;

export function withFilterFlags(command: Command, names: readonly Field[]): Command {
  for (const name of names) {
    const option = new Option(`--${name} <${placeholderOf(name)}>`, aboutField(name));
    command.addOption(isListField(name) ? option.argParser(collect) : option);
  }
  return command;
}

/** Commander's argument parser for a flag that may be repeated. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
