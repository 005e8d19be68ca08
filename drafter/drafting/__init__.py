"""Template, answers and bank → Document."""
