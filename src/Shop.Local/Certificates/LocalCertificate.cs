using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shop.Local.Stack;

namespace Shop.Local.Nodes;

/// <summary>A certificate for this machine, signed by itself: TLS to try, until one that the world trusts is put in its place.</summary>
internal static class LocalCertificate
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(397); // browsers take none that lives longer
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);

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
        var request = new CertificateRequest("CN=localhost", keys, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // of a server
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddHours(-1) + Life); // a clock that is a little behind finds it valid, too
    }

    private static bool IsOwnAndEndsSoon(string path)
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
        return certificate.Issuer == certificate.Subject && certificate.NotAfter.ToUniversalTime() < TimeProvider.System.GetUtcNow().UtcDateTime + Renewal;
    }
}
