/**
 * Joins class names. Nothing is merged: no component is given a class that contradicts one of its own, and a test looks
 * whether that holds (docs/decisions/components.md).
 */
export { clsx as cn } from "clsx";
