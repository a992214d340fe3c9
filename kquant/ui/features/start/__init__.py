"""What is seen while no picture is open."""
