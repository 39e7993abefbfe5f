using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shop.Local.Stack;

namespace Shop.Local.Certificates;

/// <summary>A certificate for this machine, signed by itself: TLS to try, until one that the world trusts is put in its place.</summary>
internal static class LocalCertificate
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(397); // browsers take none that lives longer

    /// <summary>Makes <c>tls.crt</c> and <c>tls.key</c> where there are none, or ones of its own that end soon.</summary>
    public static void Ensure(string directory)
    {
        var (certificate, key) = (Path.Combine(directory, "tls.crt"), Path.Combine(directory, "tls.key"));
        if (!File.Exists(certificate) || !File.Exists(key) || IsOwnAndEndsSoon(certificate))
        {
            using var keys = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var made = Sign(keys);
            PrivateFile.Write(key, $"{keys.ExportPkcs8PrivateKeyPem()}\n");
            PrivateFile.Write(certificate, $"{made.ExportCertificatePem()}\n");
        }
    }

    private static X509Certificate2 Sign(ECDsa keys)
    {
        var start = ServerCertificate.Start();
        return ServerCertificate.Request("localhost", keys, ["localhost", "127.0.0.1", "::1"]).CreateSelfSigned(start, start + Life);
    }

    private static bool IsOwnAndEndsSoon(string path)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
        return certificate.Issuer == certificate.Subject && ServerCertificate.EndsSoon(certificate);
    }
}
