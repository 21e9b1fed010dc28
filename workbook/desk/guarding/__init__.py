"""The guard of the shared repository: what it takes in, judged before anybody else can see it."""
