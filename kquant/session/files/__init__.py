"""What is read from files and kept between sessions."""
