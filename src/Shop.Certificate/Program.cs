using Shop.Local.Certificates;

// What nginx starts with in containers, where no image that it needs has a program for this: Shop.Certificate DIRECTORY
LocalCertificate.Ensure(args[0]);
