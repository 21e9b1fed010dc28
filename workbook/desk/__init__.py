"""What a person does with a plan, whatever the surface."""
