/** The same without its ways to other machines; the package describes only the whole. */
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck';
}
