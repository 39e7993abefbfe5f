using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Shop.Local.Certificates;

/// <summary>What every certificate of a server says, whoever signs it.</summary>
internal static class ServerCertificate
{
    /// <param name="hosts">Names and addresses under which clients call it.</param>
    public static CertificateRequest Request(string name, ECDsa keys, IEnumerable<string> hosts)
    {
        var request = new CertificateRequest($"CN={name}", keys, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(AlternativeNames(hosts));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // of a server
        return request;
    }

    /// <summary>A little in the past: a clock that is behind finds the certificate valid, too.</summary>
    public static DateTimeOffset Start() => TimeProvider.System.GetUtcNow().AddHours(-1);

    public static bool EndsSoon(X509Certificate2 certificate) =>
        certificate.NotAfter.ToUniversalTime() < TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30);

    private static X509Extension AlternativeNames(IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        return names.Build();
    }
}
