/** The dictionaries of opencc-js that are read by themselves; its own types cover its converters only. */
declare module 'opencc-js/dict/*' {
  /** Entries such as `電 电`, separated by `|`; several targets follow one another. */
  const entries: string;
  export default entries;
}
