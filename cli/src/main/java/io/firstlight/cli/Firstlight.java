package io.firstlight.cli;
public final class Firstlight { public static void main(String[] a){ System.out.println("ok "+Runtime.version()); } }
