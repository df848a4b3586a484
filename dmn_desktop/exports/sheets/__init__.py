"""Strangers' tables read as plain cells, whatever their format; always in a process apart."""
