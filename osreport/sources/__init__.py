"""The municipality's YAML files, read strictly: a whole `Planverk`, or every problem with its place."""
