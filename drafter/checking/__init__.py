"""What is wrong in any report: its text and its layout. A Document or a .docx in, Findings out."""
